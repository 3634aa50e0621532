/** Building blocks of report pages. */
import { decimals } from '../../format.ts';
import { STYLE } from './style.ts';

/** Page without other files. @param body parts of its main, some may be empty */
export function pageOf(title: string, body: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body.filter(Boolean).join('\n')}
</main>
</body>
</html>
`;
}

/** List of headline figures: name, value and a note each. */
export function headlineList(items: readonly (readonly string[])[]): string {
  const cards = items.map(
    ([name, value, note]) => `<div><dt>${name}</dt><dd><b>${value}</b><span>${note}</span></dd></div>`,
  );
  return `<dl class="headlines">${cards.join('\n')}</dl>`;
}

export function figure(title: string, caption: string, svg: string): string {
  const labelled = svg.replace('<svg ', `<svg role="img" aria-label="${escaped(title)}" `);
  return `<figure><figcaption><b>${escaped(title)}</b><span>${escaped(caption)}</span></figcaption>${labelled}</figure>`;
}

export function bar(share: number): string {
  return `<i class="bar" style="--share:${decimals(share, 4)}"></i>`;
}

export function escaped(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => names[character]);
}
