import { describe, expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import { answerIn, fragmentOf } from './answer-address.ts';
import { type AnswerRecord, readRecord, recordOf } from './answer-record.ts';

const SEGMENT_SECONDS = 30;

function songOf(segments: number): Prediction {
  const ranking = [
    { genre: 'jazz', probability: 0.75 },
    { genre: 'blues', probability: 0.25 },
  ];
  return {
    genre: 'jazz',
    confidence: 0.75,
    unsure: false,
    outside: false,
    ranking,
    segments: Array.from({ length: segments }, (_, i) => ({
      startSeconds: i * SEGMENT_SECONDS,
      endSeconds: (i + 1) * SEGMENT_SECONDS,
      ranking:
        i % 2 ? ranking : [...ranking].reverse().map((r, j) => ({ ...r, probability: [0.6, 0.4][j]! })),
    })),
    durationSeconds: segments * SEGMENT_SECONDS,
    model: { name: 'tonearm', version: '2.1.0' },
    warnings: [],
    timings: { decodeMs: 1, resampleMs: 1, featuresMs: 1, modelMs: 1, totalMs: 4 },
  };
}

const RECORD = recordOf('Blue.mp3', songOf(4), { title: 'Blue', artist: 'The Trio' });

describe('an answer in an address', () => {
  test('says what the answer said, and is short', async () => {
    const fragment = await fragmentOf(RECORD);
    expect(fragment).toMatch(/^#answer=[\w-]+$/);
    expect(fragment.length).toBeLessThan(500);
    const back = (await answerIn(fragment))!;
    expect(back).toMatchObject({ name: 'Blue.mp3', title: 'Blue', artist: 'The Trio' });
    const { timings, segments, ...rest } = songOf(4);
    expect(back.prediction).toMatchObject(rest);
    expect(back.prediction.segments).toEqual(segments);
  });

  test('keeps the parent of genres that was claimed', async () => {
    const broad = { ...songOf(1), genre: 'electronic', confidence: 0.9 };
    const back = await answerIn(await fragmentOf(recordOf('a.mp3', broad)));
    expect(back!.prediction).toMatchObject({ genre: 'electronic', confidence: 0.9 });
  });

  test('keeps several genres that were claimed, each with its own probability', async () => {
    const ranking = [
      { genre: 'jazz', probability: 0.9 },
      { genre: 'blues', probability: 0.7 },
    ];
    const song = songOf(1);
    const several = { ...song, genres: ['jazz', 'blues'], ranking };
    const answer = { ...several, segments: song.segments.map((segment) => ({ ...segment, ranking })) };
    const back = (await answerIn(await fragmentOf(recordOf('a.mp3', answer))))!.prediction;
    expect(back).toMatchObject({ genres: ['jazz', 'blues'], ranking });
    expect(back.segments[0]!.ranking).toEqual(ranking);
  });

  test.each(['klezmer', null])('says what the listener said: %s', async (label) => {
    expect((await answerIn(await fragmentOf(recordOf('Blue.mp3', songOf(4), { label }))))!.label).toBe(label);
    expect((await answerIn(await fragmentOf(RECORD)))!.label).toBeUndefined();
  });

  test('of an hour is not longer than a page of addresses allows, and keeps its end', async () => {
    const fragment = await fragmentOf(recordOf('Hour.mp3', songOf(1200)));
    expect(fragment.length).toBeLessThan(2000);
    const { prediction } = (await answerIn(fragment))!;
    expect(prediction.segments.length).toBeLessThanOrEqual(60);
    expect(prediction.segments.at(-1)!.endSeconds).toBe(1200 * SEGMENT_SECONDS);
  });

  test.each([
    ['nothing', '#answer='],
    ['another fragment', '#main'],
    ['no base64', '#answer=%%%'],
    ['nothing packed', '#answer=AAAA'],
    ['too much', `#answer=${'A'.repeat(20_000)}`],
  ])('that holds %s is none', async (_, fragment) => {
    expect(await answerIn(fragment)).toBeUndefined();
  });

  test('that unpacks to far more than it is, is none', async () => {
    const bomb = { ...RECORD, n: 'x'.repeat(5_000_000) };
    const fragment = await fragmentOf(bomb);
    expect(fragment.length).toBeLessThan(16_000);
    expect(await answerIn(fragment)).toBeUndefined();
  });
});

describe('a record from a stranger', () => {
  test.each<[string, unknown]>([
    ['no object', 7],
    ['nothing', null],
    ['a list', []],
    ['another version', { ...RECORD, v: 2 }],
    ['a name that is none', { ...RECORD, n: { toString: 'x' } }],
    ['a name without end', { ...RECORD, n: 'x'.repeat(201) }],
    ['no genres', { ...RECORD, g: [], p: [], s: [] }],
    ['a genre twice', { ...RECORD, g: ['jazz', 'jazz'] }],
    [
      'more genres than any model',
      { ...RECORD, g: Array.from({ length: 51 }, (_, i) => `${i}`), p: Array(51).fill(0) },
    ],
    ['a probability for nobody', { ...RECORD, p: [1] }],
    ['a probability above one', { ...RECORD, p: [2, 0] }],
    ['a claim of no genre of its', { ...RECORD, k: ['polka'] }],
    ['no number', { ...RECORD, c: '1' }],
    ['no finite number', { ...RECORD, d: Infinity }],
    ['negative time', { ...RECORD, d: -1 }],
    ['a word that is none', { ...RECORD, y: 7 }],
    ['a word without end', { ...RECORD, y: 'x'.repeat(201) }],
    ['a course that is none', { ...RECORD, s: 'abc' }],
    ['a course of other genres', { ...RECORD, s: [[0, 1, 100]] }],
    ['a course backwards', { ...RECORD, s: [[5, 1, 50, 50]] }],
    ['a course beyond the song', { ...RECORD, s: [[0, 9000, 50, 50]] }],
    ['a course without end', { ...RECORD, s: Array(61).fill([0, 1, 50, 50]) }],
  ])('that holds %s is none', (_, record) => {
    expect(readRecord(record)).toBeUndefined();
  });

  test('is read by what it says, not by its order', () => {
    const mixed: AnswerRecord = { ...RECORD, p: [0.1, 0.9] };
    expect(readRecord(mixed)!.prediction.genre).toBe('blues');
  });
});
