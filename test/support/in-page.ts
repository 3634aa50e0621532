/**
 * Scripts that tests run inside a page. Text, not functions: the tests are type-checked with Node's globals,
 * and these use the DOM's.
 */

/** Chooses the server as engine, unless the test has chosen before. */
export const HEAR_ON_SERVER = `localStorage.getItem('tonearm-engine') ?? localStorage.setItem('tonearm-engine', 'server');`;

/** Pixels by which the page is wider than the window. */
export const SIDEWAYS_OVERFLOW =
  'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** The name of what has the focus. */
export const FOCUSED_NAME =
  "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''";

/** Waits until every transition has ended. */
export const TRANSITIONS_ENDED = `Promise.allSettled(document.getAnimations()
  .filter((animation) => animation instanceof CSSTransition)
  .map(({ finished }) => finished)).then(() => undefined)`;

/** Notes from now on what the live region says. */
export const LISTEN_TO_LOG = `{
  const log = document.querySelector('[role=log]');
  window.said = [];
  new MutationObserver(() => window.said.push(log.textContent))
    .observe(log, { characterData: true, childList: true, subtree: true });
}`;

export const WHAT_WAS_SAID = "window.said.join('\\n')";

/** The sum of layout shifts since the page was opened. */
export const LAYOUT_SHIFT = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) sum += value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(sum), 200);
})`;

/** Bytes of JavaScript that the page has loaded, as they came over the wire. */
export const SCRIPT_BYTES = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js'))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

/** Violations found by axe, which must be loaded, a line each: by all of its rules, or by some. */
export function axeViolations(rules?: readonly string[]): string {
  const options = JSON.stringify(rules ? { runOnly: rules } : {});
  return `axe.run(${options}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`;
}

/** Touch targets that are too small, a line each: controls and links of navigations that are lower than 44 pixels. */
export const SMALL_TARGETS = `[...document.querySelectorAll(
    'button, select, summary, nav a, input:not([type=checkbox], [type=radio], [type=file])')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 1 && height > 0 && height < 43.5)
  .map(([{ tagName, ariaLabel, textContent }, { width, height }]) =>
    tagName + ' ' + (ariaLabel ?? textContent) + ': ' + Math.round(width) + ' x ' + Math.round(height))`;

/** Drops files on the page, as an operating system would. */
export function dropScript(files: readonly { name: string; mimeType: string; buffer: Buffer }[]): string {
  const data = files.map(({ name, mimeType, buffer }) => ({
    name,
    type: mimeType,
    base64: buffer.toString('base64'),
  }));
  return `{
    const carried = new DataTransfer();
    for (const { name, type, base64 } of ${JSON.stringify(data)}) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      carried.items.add(new File([bytes], name, { type }));
    }
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }));
    }
  }`;
}

/** Drags files over the page, and holds them there. */
export const DRAG_OVER = `{
  const carried = new DataTransfer();
  carried.items.add(new File(['x'], 'x.wav'));
  document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer: carried, bubbles: true }));
}`;

/** Simulates a machine with a graphics card, however slow it is, or without one. */
export function graphicsCard(isThere: boolean): string {
  return `{
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (kind, options) {
      if (kind === 'webgl2' && !${isThere}) return null;
      return getContext.call(this, kind, { ...options, failIfMajorPerformanceCaveat: false });
    };
  }`;
}

export const IS_ON_CARD = `document.querySelector('[role=application] canvas').getContext('webgl2') !== null`;

/**
 * Mean absolute difference of two pictures (PNG, base64) over pixels and colours, and of the first from its
 * corner, 0..255.
 */
export function pictureDifference(first: string, second: string): string {
  return `Promise.all(${JSON.stringify([first, second])}.map(async (png) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (byte) => byte.charCodeAt(0))]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  })).then(([a, b]) => {
    const mean = (of) => a.reduce((sum, value, i) => sum + Math.abs(value - of(i)), 0) / a.length;
    return { between: mean((i) => b[i]), drawn: mean((i) => a[i % 4]) };
  })`;
}
