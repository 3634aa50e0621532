import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GENRES } from '../../src/genres.ts';
import { cssVariables, GENRE_COLOURS, genreFill, genreInk, genreOn, PAGE, type Scheme } from './palette.ts';

const SCHEMES: Scheme[] = ['light', 'dark'];

describe.each(SCHEMES)('the %s palette', (scheme) => {
  const { paper, card, well, ink, dim, danger } = PAGE[scheme];

  test.each(GENRES)('%s is legible as text on paper and on cards (WCAG AA)', (genre) => {
    for (const ground of [paper, card])
      expect(contrast(GENRE_COLOURS[scheme][genre].ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(GENRES)('words on an area of %s are legible (WCAG AA)', (genre) => {
    const on = cssVariables(scheme)[`--genre-${genre}-on`]!;
    expect(contrast(on, GENRE_COLOURS[scheme][genre].fill)).toBeGreaterThanOrEqual(4.5);
  });

  test('text colours of the page are legible (WCAG AA)', () => {
    for (const ground of [paper, card, well])
      for (const text of [ink, dim]) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    for (const ground of [paper, card]) expect(contrast(danger, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test('no two genres look alike', () => {
    const alike = pairs(GENRES).filter(
      ([a, b]) => distance(GENRE_COLOURS[scheme][a].fill, GENRE_COLOURS[scheme][b].fill) < 0.09,
    );
    expect(alike).toEqual([]);
  });
});

test('a genre of a foreign model is drawn in plain ink', () => {
  expect(genreInk('jazz')).toBe('var(--genre-jazz-ink)');
  expect(genreInk('polka')).toBe('var(--ink)');
  expect(genreFill('toString')).toBe('var(--dim)');
  expect(genreOn('polka')).toBe('var(--paper)');
});

test('every colour becomes a CSS variable', () => {
  const names = Object.keys(cssVariables('dark'));
  expect(names).toContain('--arm-edge');
  expect(names).toContain('--genre-hiphop-fill');
  expect(names).toHaveLength(Object.keys(PAGE.dark).length + 3 * GENRES.length);
});

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours. */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Euclidean distance in OKLab. */
function distance(a: string, b: string): number {
  const [p, q] = [oklab(a), oklab(b)];
  return Math.hypot(...p.map((value, i) => value - q[i]!));
}

function oklab(hex: string): number[] {
  const [r, g, b] = linear(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function linear(hex: string): [number, number, number] {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

test('what is seen first has the palette’s colours', () => {
  const sheet = readFileSync(join(import.meta.dirname, '../public/first.css'), 'utf8');
  const [light, dark] = sheet.split('html[data-mantine-color-scheme="dark"]');
  for (const name of ['paper', 'ink', 'dim', 'well'] as const) {
    expect(light).toContain(`--${name}: ${PAGE.light[name]};`);
    expect(dark).toContain(`--${name}: ${PAGE.dark[name]};`);
  }
});
