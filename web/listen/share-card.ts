/** A picture of an answer to send to friends: the record, the genre, how sure. Drawn on a canvas, in the page's scheme. */
import type { Prediction } from '../../src/classify/prediction.ts';
import { genreName, percent, strings } from '../language/en/main.ts';
import { RING_RADII, ringsOf } from '../record/rings.ts';
import { genreFill, genreInk } from '../theme/palette.ts';
import { confidenceLevelOf } from './verdict-words.ts';

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 72;
const DISPLAY = "'Bricolage Grotesque Variable', system-ui, sans-serif";
const TEXT = "'Instrument Sans Variable', system-ui, sans-serif";
const RECORD = { x: 905, y: HEIGHT / 2, radius: 236 };
/** Radius that the rings are laid out for. */
const DRAWN_RADIUS = 200;
const WORDS_WIDTH = RECORD.x - RECORD.radius - MARGIN - 36;

/** A PNG of 1200 x 630 pixels, the size that previews of links have. */
export async function shareCard(
  fileName: string,
  prediction: Prediction,
  label?: string | null,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d')!;
  await document.fonts.ready;
  drawGround(context);
  drawRecord(context, prediction);
  drawWords(context, fileName, prediction, label);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('Expected a picture, got none.'))),
      'image/png',
    );
  });
}

function drawGround(context: CanvasRenderingContext2D): void {
  context.fillStyle = colour('var(--card)');
  context.fillRect(0, 0, WIDTH, HEIGHT);
}

function drawRecord(context: CanvasRenderingContext2D, prediction: Prediction): void {
  const { x, y, radius } = RECORD;
  disc(context, radius, colour('var(--vinyl)'));
  const rings = ringsOf(prediction);
  RING_RADII.forEach((ringRadius, i) => {
    const ring = rings[i];
    if (!ring) return;
    context.globalAlpha = 0.2 + 0.75 * ring.probability;
    context.strokeStyle = colour(genreFill(ring.genre));
    context.lineWidth = 2.4;
    context.beginPath();
    context.arc(x, y, (ringRadius * radius) / DRAWN_RADIUS, 0, 2 * Math.PI);
    context.stroke();
  });
  context.globalAlpha = 1;
  disc(context, 0.34 * radius, colour(prediction.unsure ? 'var(--wave)' : genreFill(prediction.genre)));
  disc(context, 8, colour('var(--paper)'));
}

function disc(context: CanvasRenderingContext2D, radius: number, fill: string): void {
  context.fillStyle = fill;
  context.beginPath();
  context.arc(RECORD.x, RECORD.y, radius, 0, 2 * Math.PI);
  context.fill();
}

function drawWords(
  context: CanvasRenderingContext2D,
  fileName: string,
  prediction: Prediction,
  label: string | null | undefined,
): void {
  write(context, fileName, MARGIN + 22, `550 28px ${TEXT}`, 'var(--dim)');
  if (label) drawLabel(context, label);
  else if (prediction.outside || label === null) {
    const size = fittingSize(context, strings.verdict.outside, 104);
    write(context, strings.verdict.outside, 310, `780 ${size}px ${DISPLAY}`, 'var(--ink)');
  } else drawRanking(context, prediction);
  write(context, strings.name, HEIGHT - 48, `700 30px ${DISPLAY}`, 'var(--ink)');
}

function drawLabel(context: CanvasRenderingContext2D, genre: string): void {
  const size = fittingSize(context, genreName(genre), 150);
  write(context, genreName(genre), 310, `780 ${size}px ${DISPLAY}`, genreInk(genre));
  write(context, strings.verdict.said, 384, `600 32px ${TEXT}`, 'var(--ink)');
}

function drawRanking(context: CanvasRenderingContext2D, prediction: Prediction): void {
  const { ranking, unsure, confidence, genre } = prediction;
  if (unsure) write(context, strings.verdict.unsureTitle, 200, `550 40px ${TEXT}`, 'var(--dim)');
  const size = fittingSize(context, genreName(genre), unsure ? 104 : 150);
  write(context, genreName(genre), 310, `780 ${size}px ${DISPLAY}`, genreInk(genre));
  const level = strings.verdict[confidenceLevelOf(prediction)];
  write(context, `${level}, ${percent(confidence)}`, 384, `600 32px ${TEXT}`, 'var(--ink)');
  ranking.slice(1, 4).forEach(({ genre: other, probability }, i) => {
    write(
      context,
      `${genreName(other)} ${percent(probability)}`,
      444 + 38 * i,
      `500 26px ${TEXT}`,
      'var(--dim)',
    );
  });
}

function write(context: CanvasRenderingContext2D, text: string, y: number, font: string, fill: string): void {
  context.font = font;
  const size = Number.parseInt(/\d+(?=px)/.exec(font)![0], 10);
  context.letterSpacing = font.includes(DISPLAY) ? `${-0.03 * size}px` : '0px';
  context.fillStyle = colour(fill);
  context.fillText(shortened(context, text), MARGIN, y);
}

/** Cut with an ellipsis where it would run into the record. */
function shortened(context: CanvasRenderingContext2D, text: string): string {
  if (context.measureText(text).width <= WORDS_WIDTH) return text;
  const characters = [...text];
  while (characters.length > 0 && context.measureText(`${characters.join('')}…`).width > WORDS_WIDTH)
    characters.pop();
  return `${characters.join('')}…`;
}

function fittingSize(context: CanvasRenderingContext2D, text: string, largest: number): number {
  context.font = `780 ${largest}px ${DISPLAY}`;
  return Math.min(largest, Math.floor((largest * WORDS_WIDTH) / context.measureText(text).width));
}

/** The value behind `var(--name)`: a canvas knows no variables. */
function colour(variable: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(variable)?.[1];
  return name ? getComputedStyle(document.documentElement).getPropertyValue(name).trim() : variable;
}
