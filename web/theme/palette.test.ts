import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GENRES } from '../../src/genres.ts';
import { ALL_EYES, contrast, distance, pairs } from './colour-distance.ts';
import {
  cssVariables,
  GENRE_COLOURS,
  genreFill,
  genreInk,
  genreOn,
  OWN_COLOURS,
  PAGE,
  type Scheme,
} from './palette.ts';

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

describe.each(SCHEMES)('genres of one’s own in the %s palette', (scheme) => {
  const own = OWN_COLOURS[scheme];
  const { paper, card } = PAGE[scheme];

  test('are legible, and so is what stands on them (WCAG AA)', () => {
    for (const { ink, fill, on } of own) {
      for (const ground of [paper, card]) expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(on, fill)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(ALL_EYES)('are told apart from each other and from the ten with %s', (eyes) => {
    for (const [a, b] of pairs(own)) expect(distance(a.fill, b.fill, eyes)).toBeGreaterThan(0.11);
    for (const { fill } of own) {
      for (const genre of GENRES)
        expect(distance(fill, GENRE_COLOURS[scheme][genre].fill, eyes)).toBeGreaterThan(0.05);
    }
  });
});

test('a genre of one’s own takes the next colour and keeps it', () => {
  expect(genreInk('jazz')).toBe('var(--genre-jazz-ink)');
  const [polka, other] = ['polka', 'toString'].map(genreFill);
  expect(polka).toMatch(/^var\(--genre-own\d-fill\)$/);
  expect(other).not.toBe(polka);
  expect(genreFill('polka')).toBe(polka);
  expect(genreOn('polka')).toBe(polka!.replace('fill', 'on'));
});

test('every colour becomes a CSS variable', () => {
  const names = Object.keys(cssVariables('dark'));
  expect(names).toContain('--arm-edge');
  expect(names).toContain('--genre-hiphop-fill');
  expect(names).toHaveLength(Object.keys(PAGE.dark).length + 3 * (GENRES.length + OWN_COLOURS.dark.length));
});

test('what is seen first has the palette’s colours', () => {
  const sheet = readFileSync(join(import.meta.dirname, '../public/first.css'), 'utf8');
  const [light, dark] = sheet.split('html[data-mantine-color-scheme="dark"]');
  for (const name of ['paper', 'ink', 'dim', 'well'] as const) {
    expect(light).toContain(`--${name}: ${PAGE.light[name]};`);
    expect(dark).toContain(`--${name}: ${PAGE.dark[name]};`);
  }
});
