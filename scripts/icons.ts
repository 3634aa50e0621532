/**
 * Draws the icons that phones and desktops ask for as PNG from the one SVG: `node --import tsx scripts/icons.ts`.
 * Run after a change of `web/public/icon.svg`; the results are committed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { Resvg } from '@resvg/resvg-js';

interface Icon {
  readonly name: string;
  readonly pixels: number;
  /** Whether the corners stay square and the drawing is smaller: systems cut their own shape out of it. */
  readonly maskable: boolean;
}

const FOLDER = 'web/public';
const ICONS: readonly Icon[] = [
  { name: 'icon-192.png', pixels: 192, maskable: false },
  { name: 'icon-512.png', pixels: 512, maskable: false },
  { name: 'icon-maskable-512.png', pixels: 512, maskable: true },
  // iOS rounds the corners itself, and paints what is transparent black.
  { name: 'apple-touch-icon.png', pixels: 180, maskable: true },
];
/** All that matters lies in the middle four fifths of a maskable icon. */
const SAFE_SHARE = 0.8;
const SIZE = 64;

const svg = await readFile(`${FOLDER}/icon.svg`, 'utf8');
for (const { name, pixels, maskable } of ICONS) {
  const drawn = new Resvg(maskable ? filled(svg) : svg, { fitTo: { mode: 'width', value: pixels } });
  const png = drawn.render().asPng();
  await writeFile(`${FOLDER}/${name}`, png);
  console.log(`${name}: ${(png.length / 1000).toFixed(1)} kB`);
}

/** The ground to the edges, the drawing within the safe part. */
function filled(source: string): string {
  const [, ground] = /<rect[^>]*fill="([^"]+)"/.exec(source)!;
  const [open, rest] = source.split(/(?<=<svg[^>]*>)/, 2);
  const margin = (SIZE * (1 - SAFE_SHARE)) / 2;
  const content = rest.replace(/<rect[^>]*\/>/, '').replace('</svg>', '');
  return (
    `${open}<rect width="${SIZE}" height="${SIZE}" fill="${ground}"/>` +
    `<g transform="translate(${margin} ${margin}) scale(${SAFE_SHARE})">${content}</g></svg>`
  );
}
