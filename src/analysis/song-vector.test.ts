import { expect, test } from 'vitest';
import { type MadeUpGenre, synthesise } from '../../test/support/songs.ts';
import { SAMPLE_RATE } from '../audio/samples.ts';
import { Analysis } from '../features/analysis.ts';
import type { SyncRecipe } from '../features/recipe.ts';
import { findRecipe } from '../features/recipes.ts';
import { shippedEar } from '../jobs/shipped-networks.ts';
import { findDuplicates } from './duplicates.ts';
import { PASSAGE_SECONDS } from './passages.ts';
import { segmentsOf } from './segments.ts';
import { handcraftedColumns, SONG_PASSAGES, SongDescriber, VECTOR_COLUMNS } from './song-vector.ts';

const SECONDS = 130;

function song(genre: MadeUpGenre, seed: number, seconds = SECONDS): Float32Array {
  return synthesise({ genre, artist: 1, seed, seconds });
}

/** Describes a song the way a scan does. */
async function soundOf(data: Float32Array) {
  const describer = new SongDescriber();
  const samples = { data, sampleRate: SAMPLE_RATE };
  const song = await segmentsOf(samples, [describer.spec], { passages: SONG_PASSAGES, ear: shippedEar });
  for await (const segment of song) await describer.take(segment);
  return describer.describe();
}

test('a song is described by a number for each column', async () => {
  const { vector } = await soundOf(song('strings', 1));
  expect(vector).toHaveLength(VECTOR_COLUMNS.length);
  expect(vector.every(Number.isFinite)).toBe(true);
});

test('what is computed alone is what the whole recipes say', () => {
  const analysis = new Analysis({ data: song('organ', 7, 15), sampleRate: SAMPLE_RATE });
  const columns = VECTOR_COLUMNS.filter(({ recipe }) => recipe !== 'ear');
  const whole = columns.map(({ recipe, column }) => {
    const { compute, columns } = findRecipe(recipe) as SyncRecipe;
    return compute(analysis).data[columns.indexOf(column)];
  });
  expect([...Float32Array.from(handcraftedColumns(analysis, analysis))]).toEqual(whole);
});

test('songs around the length at which passages begin are described alike', async () => {
  const data = song('organ', 2, SONG_PASSAGES * PASSAGE_SECONDS + 1);
  const end = SONG_PASSAGES * PASSAGE_SECONDS * SAMPLE_RATE;
  // Sounds that begin or end softly lose some samples there.
  data[0] = data[end - 1] = 0.1;
  const cut = await soundOf(data.subarray(0, end));
  expect(cut).toEqual(await soundOf(data));
});

test('copies are known with some seconds cut off, at another level, and no others', async () => {
  const [first, second] = [song('strings', 3), song('strings', 4)];
  const cut = (data: Float32Array, front: number, back: number) =>
    data.subarray(front * SAMPLE_RATE, data.length - back * SAMPLE_RATE);
  const versions = [first, second, cut(first, 3, 0), cut(first, 0, 7), cut(second, 2.5, 4).map((v) => v / 2)];
  const sounds = await Promise.all(versions.map(soundOf));
  const recordings = sounds.map(({ fingerprint: bits }, i) => ({ contentHash: `${i}`, bits }));
  const pairs = findDuplicates(recordings).map(({ a, b }) => [a, b]);
  expect(pairs.sort()).toEqual([
    [0, 2],
    [0, 3],
    [1, 4],
    [2, 3],
  ]);
});

test('silence in the middle is no fingerprint', async () => {
  const data = song('strings', 5);
  data.fill(0, 45 * SAMPLE_RATE, 90 * SAMPLE_RATE);
  expect((await soundOf(data)).fingerprint.some((bits) => bits !== 0)).toBe(true);
});
