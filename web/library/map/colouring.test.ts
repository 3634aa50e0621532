import { describe, expect, test } from 'vitest';
import type { SongMap } from '../../../src/server/library-schema.ts';
import { OWN_COLOURS } from '../../theme/palette.ts';
import { STEP_COLOURS } from '../../theme/scales.ts';
import { type ColouredBy, colouringOf } from './colouring.ts';
import { tintsOf } from './tints.ts';

const MAP: SongMap = {
  genres: ['jazz', 'Krautrock', 'Zydeco'],
  ids: [1, 2, 3],
  x: [0, 0.5, 1],
  y: [0, 0.5, 1],
  genre: [0, -1, -1],
  likely: [0, 1, -1],
  mood: ['calm', null, null],
  likelyMood: ['calm', 'tense', null],
  energy: [0.1, 0.9, null],
  beatsPerMinute: [79, 160, null],
  camelot: ['8A', '8B', null],
  year: [1969, 2024, null],
  regions: [],
};

const kindsOf = (by: ColouredBy) => {
  const { kinds, kind, likely } = colouringOf(MAP, by, 'light');
  const named = (places: ArrayLike<number>) => Array.from(places, (place) => kinds[place]?.name);
  return { kind: named(kind), likely: named(likely) };
};

describe('the colours of the map', () => {
  test.each<[ColouredBy, (string | undefined)[], (string | undefined)[]]>([
    ['genre', ['jazz', undefined, undefined], ['jazz', 'Krautrock', undefined]],
    ['mood', ['Calm', undefined, undefined], ['Calm', 'Tense', undefined]],
    ['energy', ['Resting', 'Full of energy', undefined], ['Resting', 'Full of energy', undefined]],
    ['tempo', ['Under 80 BPM', '160 and more', undefined], ['Under 80 BPM', '160 and more', undefined]],
    ['key', ['8: Am, C', '8: Am, C', undefined], ['8: Am, C', '8: Am, C', undefined]],
    ['year', ['Before 1970', 'Since 2010', undefined], ['Before 1970', 'Since 2010', undefined]],
  ])('by %s each song has its kind, or none where it is not known', (by, kind, likely) => {
    expect(kindsOf(by)).toEqual({ kind, likely });
  });

  test('little and much have the ends of the scale, and each kind a colour of its own', () => {
    for (const scheme of ['light', 'dark'] as const) {
      const fills = colouringOf(MAP, 'energy', scheme).kinds.map(({ fill }) => fill);
      expect([fills[0], fills.at(-1)]).toEqual([STEP_COLOURS[scheme][0], STEP_COLOURS[scheme].at(-1)]);
      for (const by of ['genre', 'mood', 'energy', 'tempo', 'key', 'year'] as const) {
        const each = colouringOf(MAP, by, scheme).kinds.map(({ fill }) => fill);
        expect(new Set(each).size).toBe(each.length);
      }
    }
  });

  test('genres of one’s own have colours, too', () => {
    const [, own, other] = colouringOf(MAP, 'genre', 'dark').kinds;
    const fills = OWN_COLOURS.dark.map(({ fill }) => fill);
    expect(fills).toContain(own!.fill);
    expect(fills).toContain(other!.fill);
  });
});

describe('the tint of a point', () => {
  const tints = (chosen: number[] = [], isShown = (_: number) => true) => {
    const colouring = {
      kinds: [{ name: 'a', fill: '#102030', ink: '' }],
      kind: [0, -1, -1],
      likely: [0, 0, -1],
    };
    const greys = ['#000000', '#646464'] as const;
    const rgba = tintsOf({ colouring, energy: [1, 1, 0.5], greys, isShown, chosen: new Set(chosen) });
    return [0, 1, 2].map((i) => [...rgba.subarray(4 * i, 4 * i + 4)]);
  };

  test('is its kind’s, paler where it only may be, and a grey by energy where it is of none', () => {
    const [sure, may, none] = tints();
    expect([sure!.slice(0, 3), may!.slice(0, 3), none!.slice(0, 3)]).toEqual([
      [16, 32, 48],
      [16, 32, 48],
      [50, 50, 50],
    ]);
    expect(may![3]).toBeLessThan(sure![3]!);
  });

  test('fades where others are chosen, and is nothing where the legend leaves it out', () => {
    const [sure, may] = tints([1], (index) => index !== 2);
    expect(sure![3]).toBeLessThan(may![3]!);
    expect(tints([], (index) => index !== 2)[2]![3]).toBe(0);
  });
});
