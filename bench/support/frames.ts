/** Frames and main-thread work of a page during an interaction. */
import type { CDPSession, Page } from 'playwright-core';

const WATCH_FRAMES = `window.frames = [];
window.watching = true;
(() => {
  let before;
  const note = (now) => {
    if (before !== undefined) window.frames.push(now - before);
    before = now;
    if (window.watching) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
})();`;
const FRAMES = `window.watching = false, window.frames`;

/** A frame at 60 Hz, and half of one more: what is later was missed. */
export const LATE_FRAME_MS = 25;

export interface Frames {
  /** Milliseconds from each frame to the next, as the page is told. */
  readonly ms: readonly number[];
  /** Processor time of the page's main thread, for each frame. */
  readonly workMs: number;
}

export async function watchFrames(
  page: Page,
  session: CDPSession,
  act: () => Promise<unknown>,
): Promise<Frames> {
  const before = await workMs(session);
  await page.evaluate(WATCH_FRAMES);
  await act();
  const ms = await page.evaluate<number[]>(FRAMES);
  return { ms, workMs: ((await workMs(session)) - before) / ms.length };
}

/** Processor time that the page's main thread has used. */
export async function workMs(session: CDPSession): Promise<number> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
}
