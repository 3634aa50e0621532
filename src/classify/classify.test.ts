import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeWav } from '../../test/support/wav.ts';
import { bytesSource } from '../audio/byte-source.ts';
import { concatenate } from '../audio/resample.ts';
import { SAMPLE_RATE } from '../audio/samples.ts';
import { TonearmError } from '../errors.ts';
import { Analysis } from '../features/analysis.ts';
import { speechMfccCov } from '../features/speech-mfcc.ts';
import { GENRES } from '../genres.ts';
import { shippedDescription, shippedEar } from '../jobs/shipped-networks.ts';
import { buildKnn } from '../models/knn.ts';
import { loadModel, type Model, writeModel } from '../models/model-file.ts';
import { type ClassifyOptions, classify } from './classify.ts';

/** A tone with harmonics and some noise, whose timbre `genre` decides: enough to tell genres apart. */
function tune(genre: number, seconds: number, amplitude = 0.4): Float32Array {
  let noise = genre * 7919 + 1;
  return Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, i) => {
    noise = (noise * 1664525 + 1013904223) % 2 ** 32;
    const t = i / SAMPLE_RATE;
    const note = Math.sin(2 * Math.PI * (110 + 90 * genre) * t * (1 + (Math.floor(t * 2) % 4) / 20));
    return amplitude * (0.7 * note + (0.02 + 0.02 * genre) * (noise / 2 ** 31 - 1));
  });
}

const model: Promise<Model> = (async () => {
  const references = GENRES.map(
    (_, genre) => speechMfccCov.compute(new Analysis({ data: tune(genre, 6), sampleRate: SAMPLE_RATE })).data,
  );
  const labels = GENRES.map((_, genre) => genre);
  const graph = buildKnn({
    references,
    labels,
    nGenres: 10,
    k: 1,
    ridge: 1e-3,
    falloff: 0,
    smoothing: 0.05,
    temperature: 1,
  });
  const { name, version, parameters } = speechMfccCov;
  return loadModel(
    writeModel(graph, {
      format: 1,
      name: 'tones',
      version: '1.0.0',
      description: 'Ten tones.',
      genres: GENRES,
      recipes: [{ name, version, parameters }],
      segments: { seconds: 10, hopSeconds: 5 },
      unsureBelow: 0.5,
      trainedOn: 'ten generated tones',
      report: [],
      license: 'MIT',
    }),
    { ear: shippedEar },
  );
})();

async function predict(data: Float32Array, options: ClassifyOptions & { sampleRate?: number } = {}) {
  return classify({ data, sampleRate: options.sampleRate ?? SAMPLE_RATE }, await model, options);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof TonearmError ? error.code : `unexpected: ${error}`;
}

const joined = (...parts: Float32Array[]) => concatenate(parts);

describe('classify', () => {
  test('every tone is told by its timbre, with a full ranking', async () => {
    for (const [index, genre] of GENRES.entries()) {
      const { ranking, ...answer } = await predict(tune(index, 8));
      expect(answer.genre).toBe(genre);
      expect(answer.confidence).toBe(ranking[0].probability);
      expect(ranking.map((ranked) => ranked.genre).sort()).toEqual([...GENRES]);
      expect(ranking.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
      expect(ranking.every((ranked, i) => i === 0 || ranked.probability <= ranking[i - 1].probability)).toBe(
        true,
      );
    }
  });

  test('the whole song counts: what comes after the first seconds can change the answer', async () => {
    const answer = await predict(joined(tune(2, 10), tune(7, 40)));
    expect(answer.genre).toBe(GENRES[7]);
    expect(answer.segments[0].ranking[0].genre).toBe(GENRES[2]);
    expect(answer.segments.at(-1)!.ranking[0].genre).toBe(GENRES[7]);
    expect(answer.segments.at(-1)!.endSeconds).toBe(50);
    expect(answer.durationSeconds).toBe(50);
  });

  test('a few samples more than a window are counted, not heard twice', async () => {
    const answer = await predict(tune(2, 10.3));
    expect(answer.segments).toHaveLength(1);
    expect(answer.durationSeconds).toBeCloseTo(10.3, 4);
  });

  test('classify analyses passages of a long song, spread evenly, and the answer tells how much', async () => {
    const data = joined(tune(2, 100), tune(7, 200));
    const whole = await predict(data);
    const wav = encodeWav([data], { sampleRate: SAMPLE_RATE, encoding: 'int16' });
    for (const input of [{ data, sampleRate: SAMPLE_RATE }, wav]) {
      const progress: number[] = [];
      const starts: number[] = [];
      const answer = await classify(input, await model, {
        passages: 3,
        onProgress: ({ fractionDone }) => progress.push(fractionDone),
        also: {
          spec: { seconds: 30, hopSeconds: 30 },
          take: ({ startSeconds }) => {
            starts.push(startSeconds);
          },
        },
      });
      expect(answer).toMatchObject({ durationSeconds: 300, analysedSeconds: 90, genre: GENRES[7] });
      expect(starts).toEqual([35, 135, 235]);
      // Windows of ten seconds, one every five.
      expect(answer.segments.map(({ startSeconds }) => startSeconds)).toEqual(
        starts.flatMap((start) => [start, start + 5, start + 10, start + 15, start + 20]),
      );
      for (const segment of answer.segments) {
        const same = whole.segments.find(({ startSeconds }) => startSeconds === segment.startSeconds)!;
        expect(segment.ranking[0].genre).toBe(same.ranking[0].genre);
        expect(segment.ranking[0].probability).toBeCloseTo(same.ranking[0].probability, 2);
      }
      expect(progress.at(-1)).toBe(1);
    }
  });

  test('what a song is like is told where it is asked for, and changes nothing else', async () => {
    const plain = await predict(tune(3, 12));
    const describing = { describe: shippedDescription };
    const described = await predict(tune(3, 12), describing);
    expect(plain).not.toHaveProperty('description');
    expect(described.ranking).toEqual(plain.ranking);
    const { loudness, mood, energy, voice, words } = described.description!;
    expect(mood!.confidence).toBeGreaterThanOrEqual(0.25);
    expect(mood!.unsure).toBe(mood!.confidence < (await shippedDescription.info()).unsureBelow);
    for (const share of [energy!, mood!.valence, mood!.arousal, voice!.present]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    expect(words!.every(({ probability }) => probability >= 0.5)).toBe(true);
    expect(loudness!.integratedLufs).toBeGreaterThan(-30);
    expect(loudness!.integratedLufs).toBeLessThan(loudness!.truePeakDb);
    const quieter = await predict(tune(3, 12, 0.04), describing);
    expect(quieter.description!.loudness!.integratedLufs).toBeCloseTo(loudness!.integratedLufs! - 20, 1);
  });

  test('neither its level nor its number of channels moves the mood of a song', async () => {
    const describing = { describe: shippedDescription };
    const { mood } = (await predict(tune(3, 12), describing)).description!;
    const quieter = (await predict(tune(3, 12, 0.04), describing)).description!;
    const both = encodeWav([tune(3, 12), tune(3, 12)], { sampleRate: SAMPLE_RATE, encoding: 'float32' });
    const stereo = (await classify(both, await model, describing)).description!;
    for (const other of [quieter, stereo]) {
      expect(other.mood!.valence).toBeCloseTo(mood!.valence, 4);
      expect(other.mood!.arousal).toBeCloseTo(mood!.arousal, 4);
    }
  });

  test('a song no longer than its passages is heard whole', async () => {
    const [whole, passages] = [await predict(tune(2, 61)), await predict(tune(2, 61), { passages: 3 })];
    expect(passages.segments).toEqual(whole.segments);
    expect(passages).not.toHaveProperty('analysedSeconds');
    expect(await codeOf(predict(tune(2, 61), { passages: 0 }))).toBe('bad-request');
  });

  test('an answer that no genre dominates is unsure', async () => {
    const quarters = [1, 4, 6, 9].map((genre) => tune(genre, 20));
    expect((await predict(joined(...quarters))).unsure).toBe(true);
    expect((await predict(tune(4, 20))).unsure).toBe(false);
  });

  test('where the genre is unsure, a parent of it that is sure is claimed', async () => {
    const tones = await model;
    const genres = ['electronic/house', 'electronic/techno', ...GENRES.slice(2)];
    const saying = (first: number[]): Model => ({
      ...tones,
      info: { ...tones.info, genres },
      predict: async () => ({
        probabilities: Float32Array.from({ length: 10 }, (_, i) => first[i] ?? 0),
        outside: 0,
      }),
    });
    const song = { data: tune(4, 20), sampleRate: SAMPLE_RATE };
    const broad = await classify(song, saying([0.38, 0.37, 0.25]));
    expect(broad).toMatchObject({ genre: 'electronic', unsure: false, ranking: { length: 10 } });
    expect(broad.confidence).toBeCloseTo(0.75, 6);
    expect(broad.parents).toEqual([{ genre: 'electronic', probability: broad.confidence }]);
    expect(await classify(song, saying([0.6, 0.3, 0.1]))).toMatchObject({
      genre: 'electronic/house',
      unsure: false,
    });
    expect(await classify(song, saying([0.3, 0.25, 0.45]))).toMatchObject({ genre: GENRES[2], unsure: true });
    expect(await predict(tune(4, 20))).not.toHaveProperty('parents');
  });

  test('a song of none of the genres is told from one that the model is not sure of', async () => {
    const tones = await model;
    const strange = (outside: number, outsideFrom?: number): Model => ({
      ...tones,
      info: { ...tones.info, outsideFrom },
      predict: async (features) => ({ ...(await tones.predict(features)), outside }),
    });
    const song = { data: tune(4, 20), sampleRate: SAMPLE_RATE };
    expect(await classify(song, strange(0.6, 0.5))).toMatchObject({ outside: true, unsure: true });
    expect(await classify(song, strange(0.4, 0.5))).toMatchObject({ outside: false, unsure: false });
    expect(await classify(song, strange(0.6))).toMatchObject({ outside: false, unsure: false });
  });

  test('a song is the same as bytes, as a blob, as a source that is read piecewise, and as samples', async () => {
    const data = tune(3, 12).map((value) => Math.round(value * 32768) / 32768);
    const wav = encodeWav([data], { sampleRate: SAMPLE_RATE, encoding: 'int16' });
    const { ranking } = await predict(data);
    for (const input of [wav, new Blob([Uint8Array.from(wav)]), bytesSource(wav)]) {
      const answer = await classify(input, await model);
      expect(answer.ranking).toEqual(ranking);
      expect(answer.timings.decodeMs).toBeGreaterThan(0);
    }
  });

  test('three seconds are enough, with a warning; less is too short', async () => {
    expect((await predict(tune(1, 3))).warnings.map(({ code }) => code)).toEqual(['short']);
    expect(await codeOf(predict(tune(1, 2.9)))).toBe('too-short');
    expect(await codeOf(predict(new Float32Array(1)))).toBe('too-short');
    expect(await codeOf(predict(new Float32Array(0)))).toBe('too-short');
  });

  test('silence is an error, silence between sound is left out with a warning', async () => {
    expect(await codeOf(predict(new Float32Array(20 * SAMPLE_RATE)))).toBe('silent');
    const answer = await predict(joined(tune(5, 20), new Float32Array(30 * SAMPLE_RATE), tune(5, 20)));
    expect(answer.genre).toBe(GENRES[5]);
    expect(answer.warnings).toEqual([
      { code: 'partly-silent', message: '43 % of the song is silence and was left out.' },
    ]);
  });

  test('silence of a quarter to three seconds, wherever it is put, changes neither genre nor probabilities', async () => {
    const song = joined(tune(6, 5), tune(3, 3));
    const plain = await predict(song);
    const silences: Record<string, (i: number) => number> = {
      zeros: () => 0,
      'faint noise': (i) => 3e-4 * Math.sin(i * i),
      'a constant': () => 0.2,
    };
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.25, max: 3, noNaN: true }),
        fc.integer({ min: 0, max: song.length }),
        fc.constantFrom(...Object.keys(silences)),
        async (seconds, at, kind) => {
          const silence = Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, i) => silences[kind](i));
          const answer = await predict(joined(song.subarray(0, at), silence, song.subarray(at)));
          expect(answer.genre).toBe(plain.genre);
          for (const { genre, probability } of plain.ranking) {
            const now = answer.ranking.find((ranked) => ranked.genre === genre)!.probability;
            expect(Math.abs(now - probability)).toBeLessThan(0.05);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  test('samples at another rate are refused, not misheard', async () => {
    expect(await codeOf(predict(tune(1, 5), { sampleRate: 44_100 }))).toBe('bad-request');
  });

  test('a signal stops it', async () => {
    const stop = new AbortController();
    const song = { data: tune(1, 60), sampleRate: SAMPLE_RATE };
    const onProgress = () => stop.abort(new TonearmError('cancelled', 'enough'));
    expect(await codeOf(classify(song, await model, { signal: stop.signal, onProgress }))).toBe('cancelled');
  });

  test('progress goes forward to the end', async () => {
    const done: number[] = [];
    const song = { data: tune(1, 47), sampleRate: SAMPLE_RATE };
    await classify(song, await model, { onProgress: ({ secondsDone }) => done.push(secondsDone) });
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(47);
  });

  test('progress tells what is said of each segment as soon as it is said', async () => {
    const told: unknown[] = [];
    const song = { data: tune(1, 47), sampleRate: SAMPLE_RATE };
    const { segments } = await classify(song, await model, {
      onProgress: ({ segment }) => segment && told.push(segment),
    });
    expect(told).toHaveLength(segments.length);
    expect(told).toEqual(segments);
  });
});
