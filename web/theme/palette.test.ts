import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GENRES } from '../../src/genres.ts';
import { contrast, distance, pairs } from './colour-distance.ts';
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

test('what is seen first has the palette’s colours', () => {
  const sheet = readFileSync(join(import.meta.dirname, '../public/first.css'), 'utf8');
  const [light, dark] = sheet.split('html[data-mantine-color-scheme="dark"]');
  for (const name of ['paper', 'ink', 'dim', 'well'] as const) {
    expect(light).toContain(`--${name}: ${PAGE.light[name]};`);
    expect(dark).toContain(`--${name}: ${PAGE.dark[name]};`);
  }
});
