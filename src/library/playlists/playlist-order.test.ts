import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { madeUpCatalogue } from '../../../test/support/library-songs.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Entry } from '../songs/entry.ts';
import { makePlaylist, type PlaylistRequest } from './playlist.ts';
import { misfitOf, mixWords } from './playlist-mix.ts';

const SONGS = 2000;
let catalogue: Catalogue;

beforeAll(async () => {
  catalogue = await madeUpCatalogue(SONGS);
});

const song = fc.record({
  camelot: fc.option(
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('A', 'B')).map((parts) => parts.join('')),
  ),
  beatsPerMinute: fc.oneof(fc.constant(0), fc.double({ min: 40, max: 220, noNaN: true })),
  tempoConfidence: fc.option(fc.double({ min: 0.25, max: 1, noNaN: true })),
});

test('a mix is as good backwards, and best into itself', () => {
  fc.assert(
    fc.property(song, song, (from, to) => {
      expect(misfitOf(from, to)).toBe(misfitOf(to, from));
      expect(misfitOf(from, from)).toBeLessThanOrEqual(misfitOf(from, to));
    }),
  );
});

test.each([
  ['8A', 124, '8A', 124, 0, ['same key', 'same tempo']],
  ['8A', 124, '9A', 126, 0, ['8A to 9A', '124 to 126']],
  ['12B', 70, '1B', 140, 0, ['12B to 1B', '70 to 140']],
  ['8A', 100, '8B', 106, 0, ['8A to 8B', '100 to 106']],
  ['8A', 100, '9B', 106, 2, ['8A to 9B', '100 to 106']],
  ['8A', 100, '8A', 107, 2, ['same key', '100 to 107']],
  ['8A', 100, '2B', 150, 4, ['8A to 2B', '100 to 150']],
  [null, 100, '2B', 100, 1, ['same tempo']],
  [null, 0, '2B', 100, 2, []],
])('from %s at %d to %s at %d the misfit is %d', (camelot, beatsPerMinute, key, tempo, misfit, words) => {
  const [from, to] = [
    { camelot, beatsPerMinute, tempoConfidence: 0.8 },
    { camelot: key, beatsPerMinute: tempo, tempoConfidence: 0.8 },
  ];
  expect(misfitOf(from, to)).toBe(misfit);
  expect(mixWords(from, to)).toEqual(words);
});

test('a tempo that is not sure neither fits nor clashes, and is not told', () => {
  const [from, to] = [
    { camelot: '8A', beatsPerMinute: 100, tempoConfidence: null },
    { camelot: '8A', beatsPerMinute: 131, tempoConfidence: 0.8 },
  ];
  expect(misfitOf(from, to)).toBe(1);
  expect(mixWords(from, to)).toEqual(['same key']);
});

test.each<PlaylistRequest>([
  { seeds: [5], length: { songs: 30 } },
  { seeds: [5, 900, 1400], length: { songs: 30 } },
  { length: { songs: 30 } },
  { from: 6, to: 1303, length: { songs: 20 } },
  { from: 77, to: 1800, length: { songs: 12 } },
])('most steps of a mix fit, and few of a list that is none: %j', async (request) => {
  const mixed = await makePlaylist(catalogue, { ...request, mix: true });
  const plain = await makePlaylist(catalogue, request);
  expect(mixed.complete).toBe(true);
  expect(shareOfFits(mixed.songs.map(({ entry }) => entry))).toBeGreaterThan(0.8);
  expect(shareOfFits(plain.songs.map(({ entry }) => entry))).toBeLessThan(0.3);
  mixed.songs.slice(1).forEach(({ entry, why }, i) => {
    expect(why).toEqual(expect.arrayContaining(mixWords(mixed.songs[i].entry, entry)));
  });
});

test.each([{ seeds: [5] }, { seeds: [5, 900] }, {}, { mix: true }])(
  'energy rises, falls, or does both: %j',
  async (request) => {
    const energies = async (energyCourse: 'rising' | 'falling' | 'arc') => {
      const { songs, complete } = await makePlaylist(catalogue, {
        ...request,
        energyCourse,
        length: { songs: 40 },
      });
      expect(complete).toBe(true);
      return songs.map(({ entry }) => entry.energy);
    };
    expect(trend(await energies('rising'))).toBeGreaterThan(0.9);
    expect(trend(await energies('falling'))).toBeLessThan(-0.9);
    const arc = await energies('arc');
    expect(trend(arc.slice(0, 20))).toBeGreaterThan(0.9);
    expect(trend(arc.slice(20))).toBeLessThan(-0.9);
  },
);

function shareOfFits(songs: readonly Entry[]): number {
  return songs.slice(1).filter((entry, i) => misfitOf(songs[i], entry) === 0).length / (songs.length - 1);
}

/** The correlation of the known energies with their places in the list. */
function trend(energies: readonly (number | null)[]): number {
  const known = energies.flatMap((energy, i) => (energy === null ? [] : [{ energy, i }]));
  const mean = (of: (one: { energy: number; i: number }) => number) =>
    known.reduce((sum, one) => sum + of(one), 0) / known.length;
  const [energy, place] = [mean((one) => one.energy), mean(({ i }) => i)];
  const covariance = mean((one) => (one.energy - energy) * (one.i - place));
  const spread = (of: (one: { energy: number; i: number }) => number, middle: number) =>
    Math.sqrt(mean((one) => (of(one) - middle) ** 2));
  return covariance / (spread((one) => one.energy, energy) * spread(({ i }) => i, place));
}
