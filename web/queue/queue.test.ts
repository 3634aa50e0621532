import { describe, expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import { TonearmError } from '../../src/errors.ts';
import { type Engine, type EngineName, type EngineProgress, Unreachable } from '../engine/engine.ts';
import { Queue } from './queue.ts';

/** An engine whose answers the test gives by hand. */
function handEngine(name: EngineName, atOnce: number) {
  const calls: Call[] = [];
  const engine: Engine = {
    name,
    atOnce,
    classify: (file, { onProgress: progress, signal }) =>
      new Promise((answer, fail) => {
        signal.addEventListener('abort', () => fail(signal.reason));
        calls.push({ name: file.name, progress, answer, fail, signal });
      }),
  };
  return { engine, calls };
}

interface Call {
  readonly name: string;
  readonly progress: (progress: EngineProgress) => void;
  readonly answer: (prediction: Prediction) => void;
  readonly fail: (error: unknown) => void;
  readonly signal: AbortSignal;
}

function setUp() {
  const server = handEngine('server', 2);
  const browser = handEngine('browser', 1);
  const queue = new Queue({ server: server.engine, browser: browser.engine }, 'server');
  return {
    queue,
    server: server.calls,
    browser: browser.calls,
    kinds: () => queue.getSnapshot().songs.map((song) => song.state.kind),
    id: (at: number) => queue.getSnapshot().songs[at]!.id,
  };
}

const SONGS = ['a', 'b', 'c'].map((name) => new File([name], `${name}.wav`));
const ROCK: Prediction = {
  genre: 'rock',
  confidence: 0.9,
  unsure: false,
  outside: false,
  ranking: [{ genre: 'rock', probability: 1 }],
  segments: [],
  durationSeconds: 10,
  model: { name: 'test', version: '1' },
  warnings: [],
  timings: { decodeMs: 0, resampleMs: 0, featuresMs: 0, modelMs: 0, totalMs: 0 },
};
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the queue', () => {
  test('hears as many songs at once as the engine can, then the next', async () => {
    const { queue, server, kinds } = setUp();
    queue.add(SONGS);
    expect(server.map((call) => call.name)).toEqual(['a.wav', 'b.wav']);
    server[0]!.progress({ stage: 'uploading', fraction: 0.5 });
    server[1]!.progress({ stage: 'listening', secondsDone: 3 });
    expect(kinds()).toEqual(['uploading', 'listening', 'waiting']);
    server[0]!.answer(ROCK);
    await settled();
    expect(kinds()).toEqual(['done', 'listening', 'waiting']);
    expect(server.map((call) => call.name)).toEqual(['a.wav', 'b.wav', 'c.wav']);
  });

  test('a song that fails says why and stops no other', async () => {
    const { queue, server, kinds } = setUp();
    queue.add(SONGS);
    server[0]!.fail(new TonearmError('unsupported-format', 'Expected audio, got a letter.'));
    server[1]!.fail(new Unreachable('gone'));
    await settled();
    server[2]!.answer(ROCK);
    await settled();
    expect(kinds()).toEqual(['failed', 'failed', 'done']);
    const [first, second] = queue.getSnapshot().songs;
    expect(first!.state).toMatchObject({ failure: { code: 'unsupported-format', engine: 'server' } });
    expect(second!.state).toMatchObject({ failure: { code: 'unreachable' } });
  });

  test('a cancelled song is stopped at once, and can be heard again', async () => {
    const { queue, server, kinds, id } = setUp();
    queue.add(SONGS.slice(0, 1));
    queue.cancel(id(0));
    expect(server[0]!.signal.aborted).toBe(true);
    await settled();
    expect(kinds()).toEqual(['cancelled']);
    queue.retry(id(0));
    server[0]!.progress({ stage: 'uploading', fraction: 0.1 });
    expect(kinds()).toEqual(['waiting']);
    server[1]!.answer(ROCK);
    await settled();
    expect(kinds()).toEqual(['done']);
  });

  test('all can be cancelled at once, and all that may go better heard again', async () => {
    const { queue, server, kinds } = setUp();
    queue.add([...SONGS, new File(['d'], 'd.wav'), new File(['e'], 'e.wav')]);
    server[0]!.answer(ROCK);
    server[1]!.fail(new TonearmError('unsupported-format', 'Expected audio, got a letter.'));
    await settled();
    queue.cancelAll();
    expect(server.slice(2).every((call) => call.signal.aborted)).toBe(true);
    await settled();
    expect(kinds()).toEqual(['done', 'failed', 'cancelled', 'cancelled', 'cancelled']);
    expect(server).toHaveLength(4);
    queue.retryAll();
    expect(kinds()).toEqual(['done', 'failed', 'waiting', 'waiting', 'waiting']);
    expect(server.slice(4).map((call) => call.name)).toEqual(['c.wav', 'd.wav']);
  });

  test('the engine may be changed while songs wait', () => {
    const { queue, server, browser } = setUp();
    queue.add(SONGS);
    queue.chooseEngine('browser');
    expect(server).toHaveLength(2);
    expect(browser.map((call) => call.name)).toEqual(['c.wav']);
  });

  test('the first song is selected; removing it selects its neighbour', () => {
    const { queue, server, id } = setUp();
    queue.add(SONGS);
    const [a, b, c] = [id(0), id(1), id(2)];
    expect(queue.getSnapshot().selectedId).toBe(a);
    queue.remove(a);
    expect(server[0]!.signal.aborted).toBe(true);
    expect(queue.getSnapshot().selectedId).toBe(b);
    queue.select(c);
    queue.remove(c);
    expect(queue.getSnapshot().selectedId).toBe(b);
    queue.clear();
    expect(queue.getSnapshot()).toMatchObject({ songs: [], selectedId: undefined });
    expect(server.every((call) => call.signal.aborted)).toBe(true);
  });

  test('listeners hear of every change until they leave', () => {
    const { queue } = setUp();
    let changes = 0;
    const leave = queue.subscribe(() => {
      changes++;
    });
    queue.add(SONGS);
    expect(changes).toBe(1);
    leave();
    queue.clear();
    expect(changes).toBe(1);
  });
});
