import { TonearmError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { type OpenOptions, openFile } from './decode.ts';
import type { PlacedBlock } from './decode-track.ts';
import type { Span } from './packet.ts';
import { PassageIntake } from './passage-intake.ts';
import { SAMPLE_RATE } from './samples.ts';
import { Sanitizer } from './sanitizer.ts';
import type { Warning } from './warning.ts';

/** A decoded passage of a song. */
export interface Passage {
  /** Samples of the song before it, at 22,050 Hz. */
  readonly start: number;
  /** Mono at 22,050 Hz. */
  readonly data: Float32Array;
}

/** A song of which only some passages are decoded. */
export interface Passages {
  /** Name of the format, detected from the content. */
  readonly format: string;
  /** Duration of the whole song. */
  readonly durationSeconds: number;
  /** Stretches in order, each once. To be read once. */
  readonly passages: AsyncIterable<Passage>;
  /** Grows while `passages` is read, complete when it ends. */
  readonly warnings: readonly Warning[];
  /** Milliseconds of work so far, waiting for bytes included. */
  readonly timings: { decodeMs: number; resampleMs: number };
}

/** Passages to decode: their starts in whole seconds, ascending, and their common length; they end with the song. */
export interface PassagePlan {
  readonly startSeconds: readonly number[];
  readonly seconds: number;
}

interface Wanted {
  /** Samples of the song before the passage, at 22,050 Hz. */
  readonly start: number;
  /** Frames of the file to decode, run-in and run-out included. */
  readonly span: Span;
}

/** Seconds decoded before a passage and dropped, until the decoder and the resampler are in step. */
const RUN_IN_SECONDS = 1;
/** Seconds after a passage that the resampler needs. */
const RUN_OUT_SECONDS = 0.1;

/**
 * Decodes passages: counts a song's seconds without decoding, calls `plan`, and decodes what it chose and
 * little else. Uncompressed and lossless passages equal the whole decoded bit for bit; lossy ones to the
 * codec's rounding.
 * @param plan gets the seconds of the song; undefined: everything is wanted, and this returns undefined
 * @throws as `openAudio`; too-long at once
 */
export async function openPassages(
  source: ByteSource,
  plan: (durationSeconds: number) => PassagePlan | undefined,
  options: OpenOptions = {},
): Promise<Passages | undefined> {
  const started = performance.now();
  const file = await openFile(source, options);
  const counted = await file.open();
  const frames = await file.attempt(() => counted.count());
  const sound = await file.open();
  const { format, sampleRate } = sound;
  const total = Math.ceil((frames * SAMPLE_RATE) / sampleRate);
  const durationSeconds = total / SAMPLE_RATE;
  if (durationSeconds > (options.maxSeconds ?? Infinity))
    throw new TonearmError('too-long', `Expected at most ${options.maxSeconds} seconds of sound, got more.`);
  const planned = plan(durationSeconds);
  const timings = { decodeMs: performance.now() - started, resampleMs: 0 };
  if (!planned) return undefined;
  const sanitizer = new Sanitizer(sound);
  const wanted = planned.startSeconds.map((start) => wantedFrom(start, planned.seconds, frames, sampleRate));
  const blocks = file.watched(sound.blocks(wanted.map(({ span }) => span)));
  const intake = ({ start, span }: Wanted) => {
    const length = Math.max(0, Math.min(total - start, planned.seconds * SAMPLE_RATE));
    return new PassageIntake(
      span,
      sampleRate,
      Math.min(start, RUN_IN_SECONDS * SAMPLE_RATE),
      length,
      sanitizer,
    );
  };
  const passages = ended(cut(blocks, wanted, intake, timings), () => sanitizer.end(file.warnings));
  return { format, durationSeconds, passages, warnings: file.warnings.items, timings };
}

/**
 * Span of a passage with its run-in and run-out. It begins at a whole second, which is a whole sample at
 * either rate, so that the resampler is in phase with the whole song.
 */
function wantedFrom(startSeconds: number, seconds: number, frames: number, sampleRate: number): Wanted {
  return {
    start: startSeconds * SAMPLE_RATE,
    span: {
      start: Math.max(0, startSeconds - RUN_IN_SECONDS) * sampleRate,
      end: Math.min(frames, Math.ceil((startSeconds + seconds + RUN_OUT_SECONDS) * sampleRate)),
    },
  };
}

/** Each passage, with silence where the file is damaged. @throws broken-audio if nothing can be decoded */
async function* cut(
  blocks: AsyncIterable<PlacedBlock>,
  wanted: readonly Wanted[],
  open: (wanted: Wanted) => PassageIntake,
  timings: Passages['timings'],
): AsyncGenerator<Passage> {
  const intakes: PassageIntake[] = [];
  const at = (i: number) => (intakes[i] ??= open(wanted[i]));
  const timed = <T>(work: () => T) => {
    const started = performance.now();
    const result = work();
    timings.resampleMs += performance.now() - started;
    return result;
  };
  const finish = (i: number): Passage => ({ start: wanted[i].start, data: timed(() => at(i).finish()) });
  let first = 0;
  let waiting = performance.now();
  for await (const block of blocks) {
    const { mono } = block;
    const end = block.at + mono.length;
    timings.decodeMs += performance.now() - waiting;
    for (let i = first; i < wanted.length && wanted[i].span.start < end; i++) {
      timed(() => at(i).add(mono, block.at));
    }
    for (; first < wanted.length && end >= wanted[first].span.end; first++) yield finish(first);
    if (first === wanted.length) return;
    waiting = performance.now();
  }
  if (intakes.length === 0)
    throw new TonearmError('broken-audio', 'Expected sound where the file says it is, got none.');
  for (; first < wanted.length; first++) yield finish(first);
}

async function* ended<T>(items: AsyncIterable<T>, atEnd: () => void): AsyncGenerator<T> {
  yield* items;
  atEnd();
}
