import { expect, test } from 'vitest';
import { GENRES } from '../../src/genres.ts';
import spreads from './genre-traits.json' with { type: 'json' };
import { compareTraits, SHARES, shareBelow, type TraitSpreads } from './spreads.ts';
import { TRAITS, type Traits, traitsOf, traitsOfParts } from './traits.ts';

const SPREADS: TraitSpreads = spreads;
const middleOf = (genre: string): Traits =>
  Object.fromEntries(
    TRAITS.map((trait) => [trait, SPREADS.genres[genre]!.traits[trait][SHARES.indexOf(0.5)]]),
  ) as Traits;
const compared = (traits: Traits, genre: string) =>
  compareTraits(traits, SPREADS.genres[genre]!, SPREADS.all);

test('every genre has its spread of every trait, in order', () => {
  expect(Object.keys(SPREADS.genres)).toEqual([...GENRES]);
  for (const { songs, traits } of [SPREADS.all, ...Object.values(SPREADS.genres)]) {
    expect(songs).toBeGreaterThan(50);
    for (const trait of TRAITS) {
      const quantiles = traits[trait];
      expect(quantiles).toHaveLength(SHARES.length);
      expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b));
    }
  }
  const counts = Object.values(SPREADS.genres).map(({ songs }) => songs);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(SPREADS.all.songs);
});

test('the share below a value rises with it and stays inside 0..1', () => {
  const quantiles = [1, 2, 3, 4, 5, 5, 5, 8, 9, 10, 11];
  const places = [-100, 1, 1.5, 3, 4.9, 5, 7, 11, 1000].map((value) => shareBelow(value, quantiles));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBe(0.01);
  expect(places.at(-1)).toBe(0.99);
  expect(shareBelow(1.5, quantiles)).toBeCloseTo(0.035);
});

test('the middle song of a genre has nothing unusual, and what stands out in it stands out in the genre', () => {
  for (const genre of GENRES) {
    const kinds = compared(middleOf(genre), genre).map(({ kind }) => kind);
    expect(kinds, genre).not.toContain('unusual');
  }
  const metal = compared(middleOf('metal'), 'metal');
  expect(metal[0]).toMatchObject({ trait: 'dynamics', kind: 'typical' });
  expect(metal[0]!.amongAll).toBeLessThan(0.1);
});

test('what few songs of the genre have is unusual, and never called typical', () => {
  const odd = { ...middleOf('classical'), percussion: 0.9, tempo: 240 };
  const found = compared(odd, 'classical').filter(({ kind }) => kind === 'unusual');
  expect(found.map(({ trait }) => trait).sort()).toEqual(['percussion', 'tempo']);
});

test('traits come from columns by name, and silence has some', () => {
  const columns: Record<string, number> = {
    tempo: 120,
    spectral_centroid_mean: 2000,
    spectral_centroid_var: 250_000,
    spectral_bandwidth_mean: 1800,
    zero_crossing_rate_mean: 0.1,
    zero_crossing_rate_var: 0.0025,
    rms_mean: 0.2,
    rms_var: 0.01,
    harmony_var: 0.03,
    perceptr_var: 0.01,
    chroma_stft_mean: 0.4,
    ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`mfcc${i + 1}_var`, i === 0 ? 1e6 : 100])),
  };
  expect(traitsOf(columns)).toEqual({
    tempo: 120,
    brightness: 2000,
    brightnessMotion: 0.25,
    breadth: 1800,
    crossings: 0.1,
    crossingMotion: 0.5,
    percussion: 0.25,
    dynamics: 0.5,
    pitches: 0.4,
    colourMotion: 10,
  });
  const nothing = Object.fromEntries(Object.keys(columns).map((name) => [name, 0]));
  expect(Object.values(traitsOf(nothing)).every((value) => value === 0)).toBe(true);
});

test('a song is its parts: the middle tempo, the mean of all else', () => {
  const part = middleOf('jazz');
  const parts = [60, 120, 122].map((tempo, i) => ({ ...part, tempo, brightness: 1000 * (i + 1) }));
  expect(traitsOfParts(parts)).toMatchObject({ tempo: 120, brightness: 2000, percussion: part.percussion });
});
