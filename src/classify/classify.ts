import { SAMPLE_RATE } from '../audio/samples.ts';
import { BadRequest, Silent, TooShort } from '../errors.ts';
import { Analysis } from '../features/analysis.ts';
import type { Model } from '../models/model-file.ts';
import { isSure } from '../models/sureness.ts';
import { PASSAGE_SECONDS, spreadPassages } from './passages.ts';
import type { Prediction, Segment, Warning } from './prediction.ts';
import { meanProbabilities, rank } from './ranking.ts';
import { type Window, windows } from './segments.ts';
import { openSong, type Part, type SongInput, type SongOptions } from './song.ts';

export interface ClassifyOptions {
  /** Stops the work between two windows by throwing the signal's reason. */
  signal?: AbortSignal;
  /** Longer songs are refused with `TooLong`. Default: no limit. */
  maxSeconds?: number;
  /**
   * Hears of a song that is longer so many passages of half a minute, spread evenly over it, and decodes little
   * else. Default: all of it.
   */
  passages?: number;
  onProgress?: (progress: Progress) => void;
  /** Hears along: gets in order what is heard, and how many samples of the song lie before it. Lent until it returns. */
  onSamples?: (chunk: Float32Array, start: number) => void;
}

export interface Progress {
  /** Seconds of the song heard so far. */
  secondsDone: number;
  /** Share of the encoded bytes read so far, 0..1. */
  fractionDone: number;
}

/** Less than this is no song. */
export const MIN_SECONDS = 3;
/** Shorter songs are answered with a warning. */
const SHORT_SECONDS = 10;
/** A window whose largest sample is below this (-60 dB of full scale) is silence: no model is asked about it. */
const SILENCE_PEAK = 1e-3;

/**
 * Names the genre of a song: the whole line from bytes to prediction.
 *
 * The song is heard in windows (`model.info.segments`), in memory that does not grow with its length. Each
 * window's features go through the model; the song's probabilities are the mean of its windows'. Of long songs
 * `passages` hears parts: `heardSeconds` of the answer tells how much.
 *
 * @param input encoded bytes of any supported format, or mono samples at 22,050 Hz.
 * @throws UnsupportedFormat, BrokenAudio, TooShort (under 3 s), TooLong, Silent.
 */
export async function classify(
  input: SongInput,
  model: Model,
  options: ClassifyOptions = {},
): Promise<Prediction> {
  const started = performance.now();
  const { name, version, genres, segments: cut } = model.info;
  const song = await openSong(input, { ...options, plan: planOf(model, options.passages) });
  const segments: Segment[] = [];
  const answers: Float32Array[] = [];
  let [featuresMs, modelMs, samplesRead, silentWindows] = [0, 0, 0, 0];
  const onChunk = (chunk: Float32Array, start: number) => {
    samplesRead += chunk.length;
    options.onSamples?.(chunk, start);
  };

  for await (const window of windowsOf(song.parts, cut, onChunk)) {
    options.signal?.throwIfAborted();
    const startSeconds = window.start / SAMPLE_RATE;
    const endSeconds = (window.start + window.data.length) / SAMPLE_RATE;
    if (isSilent(window.data)) {
      silentWindows += 1;
    } else if (endSeconds >= MIN_SECONDS) {
      const t0 = performance.now();
      const analysis = new Analysis({ data: window.data, sampleRate: SAMPLE_RATE }, { ear: model.ear });
      const features = await Promise.all(model.recipes.map((recipe) => recipe.compute(analysis)));
      const t1 = performance.now();
      const answer = await model.predict(features);
      featuresMs += t1 - t0;
      modelMs += performance.now() - t1;
      answers.push(answer);
      segments.push({ startSeconds, endSeconds, ranking: rank(answer, genres) });
    }
    const secondsDone = Math.min(endSeconds, samplesRead / SAMPLE_RATE);
    options.onProgress?.({ secondsDone, fractionDone: song.fractionDone() });
  }

  const heardSeconds = samplesRead / SAMPLE_RATE;
  const { durationSeconds = heardSeconds } = song;
  if (durationSeconds < MIN_SECONDS) throw tooShort(durationSeconds);
  if (answers.length === 0) throw new Silent('Expected sound, got silence from beginning to end.');
  const probabilities = meanProbabilities(answers);
  const ranking = rank(probabilities, genres);
  const [{ genre, probability: confidence }] = ranking;
  return {
    genre,
    confidence,
    unsure: !isSure(probabilities, model.info),
    ranking,
    segments,
    durationSeconds,
    ...(heardSeconds < durationSeconds && { heardSeconds }),
    model: { name, version },
    warnings: [...song.warnings, ...warnAbout(durationSeconds, silentWindows, answers.length)],
    timings: { ...song.timings, featuresMs, modelMs, totalMs: performance.now() - started },
  };
}

/** True where a window is too quiet to ask a model about. */
export function isSilent(data: Float32Array): boolean {
  return data.every((sample) => Math.abs(sample) < SILENCE_PEAK);
}

function planOf(model: Model, passages: number | undefined): SongOptions['plan'] {
  if (passages === undefined) return undefined;
  if (!(Number.isInteger(passages) && passages > 0)) {
    throw new BadRequest(`Expected a whole number of passages, at least 1, got ${passages}.`);
  }
  const seconds = Math.max(PASSAGE_SECONDS, Math.ceil(model.info.segments.seconds));
  return (durationSeconds) => spreadPassages(durationSeconds, passages, seconds);
}

async function* windowsOf(
  parts: AsyncIterable<Part>,
  { seconds, hopSeconds }: Model['info']['segments'],
  onChunk: (chunk: Float32Array, start: number) => void,
): AsyncGenerator<Window> {
  for await (const part of parts) {
    const chunks = tapped(part, onChunk);
    for await (const { start, data } of windows(chunks, seconds * SAMPLE_RATE, hopSeconds * SAMPLE_RATE)) {
      yield { start: part.start + start, data };
    }
  }
}

async function* tapped(
  { chunks, start }: Part,
  listen: (chunk: Float32Array, start: number) => void,
): AsyncGenerator<Float32Array> {
  let at = start;
  for await (const chunk of chunks) {
    listen(chunk, at);
    yield chunk;
    at += chunk.length;
  }
}

function tooShort(durationSeconds: number): TooShort {
  return new TooShort(`Expected at least ${MIN_SECONDS} s of sound, got ${durationSeconds.toFixed(1)} s.`);
}

function warnAbout(durationSeconds: number, silentWindows: number, heardWindows: number): Warning[] {
  const warnings: Warning[] = [];
  if (durationSeconds < SHORT_SECONDS) {
    const message = `Only ${durationSeconds.toFixed(1)} s of sound: the answer rests on little.`;
    warnings.push({ code: 'short', message });
  }
  if (silentWindows > 0) {
    const share = Math.round((100 * silentWindows) / (silentWindows + heardWindows));
    warnings.push({ code: 'partly-silent', message: `${share} % of the song is silence and was left out.` });
  }
  return warnings;
}
