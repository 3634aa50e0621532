/** Sheet of panels, one above the other, as an SVG for print. */
import type { Curves, Panel } from './panel.ts';
import { encodePng } from './png.ts';

const WIDTH = 900;
const LEFT = 76;
const RIGHT = 20;
const PANEL_HEIGHT = 132;
const GAP = 40;
const TOP = 48;
const BOTTOM = 42;
const PLOT_WIDTH = WIDTH - LEFT - RIGHT;
/** Resolution of a field's image; more frames or rows are reduced by their maximum. */
const MAX_COLUMNS = 1200;
const MAX_ROWS = 264;
const FONT = 'Helvetica, Arial, DejaVu Sans, sans-serif';
const LINES = ['#0968ba', '#c2571a'];
/** Colour map from quiet to loud, perceptually uniform in lightness. */
const COLOURS = [
  '#0b0a14',
  '#241541',
  '#4b1a5f',
  '#77216a',
  '#a22e63',
  '#ca4352',
  '#e8663a',
  '#f7962f',
  '#fccb55',
  '#fdf6c5',
];
const PALETTE = paletteOf(COLOURS);
const TIME_STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120];
const MAX_TIME_TICKS = 12;

/** Draws panels over `seconds` of sound. */
export function renderSheet(title: string, panels: readonly Panel[], seconds: number): string {
  const height = TOP + panels.length * (PANEL_HEIGHT + GAP) - GAP + BOTTOM;
  const body = panels.map((panel, i) => drawPanel(panel, TOP + i * (PANEL_HEIGHT + GAP), seconds));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FONT}" font-size="12" fill="#222" role="img">
<title>${escapeText(title)}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${LEFT}" y="20" font-size="15" font-weight="bold">${escapeText(title)}</text>
${body.join('\n')}
${timeAxis(height - BOTTOM, seconds)}
</svg>
`;
}

function drawPanel(panel: Panel, top: number, seconds: number): string {
  const bottom = top + PANEL_HEIGHT;
  const ticks = panel.ticks.map(({ at, text }) => {
    const y = round(bottom - at * PANEL_HEIGHT);
    return `<path d="M${LEFT - 4} ${y}h4" stroke="#222"/><text x="${LEFT - 7}" y="${y + 4}" text-anchor="end" font-size="11">${escapeText(text)}</text>`;
  });
  const marks = (panel.marks ?? []).map((second) => {
    return `<path d="M${round(LEFT + (second / seconds) * PLOT_WIDTH)} ${top}v${PANEL_HEIGHT}" stroke="#c2571a" stroke-opacity=".55" stroke-dasharray="3 3"/>`;
  });
  return `<text x="${LEFT}" y="${top - 7}">${escapeText(panel.title)}</text>
${panel.unit ? `<text transform="translate(16 ${top + PANEL_HEIGHT / 2}) rotate(-90)" text-anchor="middle" font-size="11" fill="#555">${escapeText(panel.unit)}</text>` : ''}
${panel.field ? drawField(panel.field, top) : ''}
${marks.join('')}
${panel.curves ? drawCurves(panel.curves, top) : ''}
<rect x="${LEFT}" y="${top}" width="${PLOT_WIDTH}" height="${PANEL_HEIGHT}" fill="none" stroke="#222"/>
${ticks.join('')}`;
}

function drawField({ array, low, high }: NonNullable<Panel['field']>, top: number): string {
  const [rows, frames] = array.shape;
  const [width, height] = [Math.min(frames, MAX_COLUMNS), Math.min(rows, MAX_ROWS)];
  const cells = new Float32Array(width * height).fill(-Infinity);
  for (let row = 0; row < rows; row++) {
    const y = height - 1 - Math.floor((row * height) / rows);
    for (let t = 0; t < frames; t++) {
      const cell = y * width + Math.floor((t * width) / frames);
      cells[cell] = Math.max(cells[cell], array.data[row * frames + t]);
    }
  }
  const pixels = Uint8Array.from(cells, (value) =>
    Math.max(0, Math.min(255, (255 * (value - low)) / (high - low))),
  );
  const png = encodePng(pixels, width, PALETTE).toString('base64');
  return `<image x="${LEFT}" y="${top}" width="${PLOT_WIDTH}" height="${PANEL_HEIGHT}" preserveAspectRatio="none" image-rendering="optimizeSpeed" style="image-rendering:pixelated" href="data:image/png;base64,${png}"/>`;
}

function drawCurves({ kind, lines, low, high }: Curves, top: number): string {
  const place = (value: number) => {
    return top + PANEL_HEIGHT * (1 - (Math.max(low, Math.min(high, value)) - low) / (high - low));
  };
  const points = lines.map(({ values }) => {
    const step = PLOT_WIDTH / Math.max(1, values.length - 1);
    return Array.from(values, (value, i) => `${round(LEFT + i * step)} ${round(place(value))}`);
  });
  if (kind === 'band') {
    const outline = [...points[0], ...points[1].reverse()].join('L');
    return `<path d="M${outline}Z" fill="${LINES[0]}" stroke="${LINES[0]}" stroke-width=".6"/>`;
  }
  return lines.map(({ name }, i) => drawLine(points[i], LINES[i], name, i, top)).join('');
}

function drawLine(
  points: readonly string[],
  color: string,
  name: string | undefined,
  index: number,
  top: number,
) {
  const line = `<path d="M${points.join('L')}" fill="none" stroke="${color}" stroke-width="1.1"/>`;
  if (name === undefined) return line;
  const x = WIDTH - RIGHT - 90 * index;
  return `${line}<text x="${x}" y="${top - 7}" text-anchor="end" font-size="11" fill="${color}">${escapeText(name)}</text>`;
}

function timeAxis(y: number, seconds: number): string {
  const step = TIME_STEPS.find((one) => seconds / one <= MAX_TIME_TICKS) ?? seconds / MAX_TIME_TICKS;
  const ticks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, i) => {
    const x = round(LEFT + ((i * step) / seconds) * PLOT_WIDTH);
    return `<path d="M${x} ${y}v4" stroke="#222"/><text x="${x}" y="${y + 17}" text-anchor="middle" font-size="11">${Number((i * step).toFixed(1))}</text>`;
  });
  return `${ticks.join('')}<text x="${LEFT + PLOT_WIDTH / 2}" y="${y + 34}" text-anchor="middle" font-size="11" fill="#555">seconds</text>`;
}

function paletteOf(colours: readonly string[]): Uint8Array {
  const palette = new Uint8Array(256 * 3);
  for (let i = 0; i < 256; i++) {
    const place = (i / 255) * (colours.length - 1);
    const left = Math.min(colours.length - 2, Math.floor(place));
    for (let channel = 0; channel < 3; channel++) {
      const [from, to] = [colours[left], colours[left + 1]].map((hex) =>
        Number.parseInt(hex.slice(1 + 2 * channel, 3 + 2 * channel), 16),
      );
      palette[3 * i + channel] = Math.round(from + (to - from) * (place - left));
    }
  }
  return palette;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escapeText(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return text.replace(/[\p{Cc}\p{Cs}]/gu, '?').replace(/[&<>]/g, (character) => names[character]);
}
