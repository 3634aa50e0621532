import { BrokenAudio, TooLong } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { type AudioFile, type OpenOptions, openFile } from './decode.ts';
import { guardSound } from './guard.ts';
import { mixToMono } from './mix.ts';
import { resample } from './resample.ts';
import { SAMPLE_RATE } from './samples.ts';
import type { PlacedBlock, SoundStream, Span } from './stream.ts';
import type { Warning } from './warning.ts';

/** A stretch of a song. */
export interface Stretch {
  /** Samples of the song before it, at 22,050 Hz. */
  start: number;
  /** Mono at 22,050 Hz. */
  data: Float32Array;
}

/** A song of which only some stretches are decoded. */
export interface Passages {
  /** Told from the content. */
  format: string;
  /** Of the whole song. */
  durationSeconds: number;
  /** In order, each once. To be read once. */
  stretches: AsyncIterable<Stretch>;
  /** Grows while `stretches` is read, complete when it ends. */
  warnings: readonly Warning[];
  /** Milliseconds of work so far, waiting for bytes included. */
  timings: { decodeMs: number; resampleMs: number };
}

/** Where the wanted stretches begin, in whole seconds and in order, and how long each is; they end with the song. */
export interface PassagePlan {
  startSeconds: readonly number[];
  seconds: number;
}

/** What is decoded before a stretch and dropped: decoders and the resampler are in step after that. */
const RUN_IN_SECONDS = 1;
/** What the resampler has to hear after a stretch. */
const RUN_OUT_SECONDS = 0.1;

/**
 * Counts a song's seconds without decoding it, asks `plan` what to hear, and decodes that and little else.
 * Uncompressed and lossless sound has the bits of the whole decoded; lossy sound the same to its codec's rounding.
 * @param plan gets the seconds of the song; undefined: everything is wanted, and this returns undefined
 * @throws as `openAudio`; TooLong at once
 */
export async function openPassages(
  source: ByteSource,
  plan: (durationSeconds: number) => PassagePlan | undefined,
  options: OpenOptions = {},
): Promise<Passages | undefined> {
  const started = performance.now();
  const file = await openFile(source, options.signal);
  const frames = await countFrames(file);
  const stream = await file.open();
  const { format, sampleRate } = stream;
  const total = Math.ceil((frames * SAMPLE_RATE) / sampleRate);
  const durationSeconds = total / SAMPLE_RATE;
  if (durationSeconds > (options.maxSeconds ?? Number.POSITIVE_INFINITY))
    throw new TooLong(`Expected at most ${options.maxSeconds} seconds of sound, got more.`);
  const planned = plan(durationSeconds);
  const timings = { decodeMs: performance.now() - started, resampleMs: 0 };
  if (!planned) return undefined;
  const spans = spansOf(planned, frames, sampleRate);
  const heard = guardSound(cut(placedBlocks(file, stream, spans), spans), stream, file.warnings);
  const stretches = resampled(heard, planned, total, sampleRate, timings);
  return { format, durationSeconds, stretches, warnings: file.warnings.items, timings };
}

/** Where the input of each stretch lies in the file, what is decoded around it included. */
function spansOf({ startSeconds, seconds }: PassagePlan, frames: number, sampleRate: number): Span[] {
  return startSeconds.map((start) => ({
    start: Math.max(0, start - RUN_IN_SECONDS) * sampleRate,
    end: Math.min(frames, Math.ceil((start + seconds + RUN_OUT_SECONDS) * sampleRate)),
  }));
}

async function countFrames(file: AudioFile): Promise<number> {
  const stream = await file.open();
  const { seek } = stream;
  if (seek) return file.attempt(() => seek.count());
  let frames = 0;
  for await (const { at, planes } of everything(file, stream)) frames = at + planes[0].length;
  return frames;
}

function placedBlocks(file: AudioFile, stream: SoundStream, spans: readonly Span[]) {
  return stream.seek ? file.watched(stream.seek.spans(spans)) : everything(file, stream);
}

/** Of formats that have to be decoded to know where one is. */
async function* everything(file: AudioFile, stream: SoundStream): AsyncGenerator<PlacedBlock> {
  let at = 0;
  for await (const planes of file.watched(stream.blocks)) {
    if (planes.length === 0) continue;
    yield { at, planes };
    at += planes[0].length;
  }
}

/** The mono sound of each span, with silence where the file is damaged. @throws {BrokenAudio} where nothing comes */
async function* cut(
  blocks: AsyncIterable<PlacedBlock>,
  spans: readonly Span[],
): AsyncGenerator<Float32Array> {
  const sounds: Float32Array[] = [];
  const silence = ({ start, end }: Span) => new Float32Array(end - start);
  let first = 0;
  for await (const { at, planes } of blocks) {
    if (planes.length === 0) continue;
    const mono = mixToMono(planes);
    for (let i = first; i < spans.length && spans[i].start < at + mono.length; i++) {
      sounds[i] ??= silence(spans[i]);
      copyInto(sounds[i], mono, at - spans[i].start);
    }
    for (; first < spans.length && at + mono.length >= spans[first].end; first++)
      yield sounds[first] ?? silence(spans[first]);
    if (first === spans.length) return;
  }
  if (sounds.length === 0) throw new BrokenAudio('Expected sound where the file says it is, got none.');
  for (; first < spans.length; first++) yield sounds[first] ?? silence(spans[first]);
}

/** What of `source`, laid at `at`, meets `target`. */
function copyInto(target: Float32Array, source: Float32Array, at: number): void {
  const from = Math.max(0, -at);
  const to = Math.min(source.length, target.length - at);
  if (to > from) target.set(source.subarray(from, to), at + from);
}

/** Whole seconds are whole samples at either rate, so that the resampler is where it is in the whole song. */
async function* resampled(
  sounds: AsyncIterable<Float32Array>,
  { startSeconds, seconds }: PassagePlan,
  total: number,
  sampleRate: number,
  timings: Passages['timings'],
): AsyncGenerator<Stretch> {
  let index = 0;
  let waiting = performance.now();
  for await (const sound of sounds) {
    const decoded = performance.now();
    timings.decodeMs += decoded - waiting;
    const start = startSeconds[index++] * SAMPLE_RATE;
    const length = Math.min(total - start, seconds * SAMPLE_RATE);
    const runIn = Math.min(start, RUN_IN_SECONDS * SAMPLE_RATE);
    const data = resample(sound, sampleRate, SAMPLE_RATE).subarray(runIn, runIn + length);
    timings.resampleMs += performance.now() - decoded;
    yield { start, data };
    waiting = performance.now();
  }
}
