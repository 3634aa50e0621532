import { type ByteSource, blobSource, bytesSource } from '../audio/byte-source.ts';
import type { ChannelTap } from '../audio/channel-block.ts';
import { streamSamples } from '../audio/load.ts';
import { openPassages, type PassagePlan } from '../audio/passages.ts';
import { durationSeconds, SAMPLE_RATE, type Samples } from '../audio/samples.ts';
import type { Warning } from '../audio/warning.ts';
import { saneSamples } from '../dsp/sane.ts';
import { TonearmError } from '../errors.ts';
import type { ContiguousSamples } from './silence.ts';

/** Input of an analysis: encoded bytes of any supported format, or mono samples at 22,050 Hz. */
export type SongInput = Uint8Array | Blob | ByteSource | Samples;

/** Part of a song without a gap: all of it, or a passage. */
export interface Part {
  /** Samples of the song before it. */
  readonly start: number;
  readonly chunks: AsyncIterable<Float32Array>;
}

/** Song as mono samples at 22,050 Hz, from any input. */
export interface Song {
  /** Parts in order, to be read one after another. */
  readonly parts: AsyncIterable<Part>;
  /** Duration of the whole song, if `parts` do not cover it. */
  readonly durationSeconds?: number;
  /** Complete once `parts` has ended. */
  readonly warnings: readonly Warning[];
  /** Milliseconds of work so far. */
  readonly timings: { readonly decodeMs: number; readonly resampleMs: number };
  /** Share of the work done so far, 0..1. */
  fractionDone(): number;
}

export interface SongOptions {
  readonly maxSeconds?: number;
  readonly signal?: AbortSignal;
  /** Tap that gets the channels of the decoded sound before they are mixed. */
  readonly tap?: ChannelTap;
  /** Passages to decode, by the song's duration in seconds; undefined: all of it. */
  readonly plan?: (durationSeconds: number) => PassagePlan | undefined;
}

/** @throws unsupported-format, broken-audio, too-long; bad-request when samples are at another rate. */
export async function openSong(input: SongInput, options: SongOptions): Promise<Song> {
  if ('data' in input) return samplesSong(input, options);
  const source = sourceOf(input);
  return (await passagesSong(source, options)) ?? wholeSong(source, options);
}

async function passagesSong(
  source: ByteSource,
  { plan, ...options }: SongOptions,
): Promise<Song | undefined> {
  let planned: PassagePlan | undefined;
  const passages = plan && (await openPassages(source, (seconds) => (planned = plan(seconds)), options));
  if (!passages || !planned) return undefined;
  const { warnings, timings, durationSeconds } = passages;
  const count = planned.startSeconds.length;
  let done = 0;
  const parts = partsOf(passages.passages, () => done++);
  return { parts, durationSeconds, warnings, timings, fractionDone: () => Math.min(1, done / count) };
}

async function wholeSong(source: ByteSource, options: SongOptions): Promise<Song> {
  let furthest = 0;
  const counted: ByteSource = {
    size: source.size,
    read: (start, end) => {
      furthest = Math.max(furthest, Math.min(end, source.size));
      return source.read(start, end);
    },
  };
  const { chunks, warnings, timings } = await streamSamples(counted, options);
  return { parts: only({ start: 0, chunks }), warnings, timings, fractionDone: () => furthest / source.size };
}

function sourceOf(input: Uint8Array | Blob | ByteSource): ByteSource {
  if (input instanceof Uint8Array) return bytesSource(input);
  return 'read' in input ? input : blobSource(input);
}

function samplesSong(samples: Samples, { plan, tap }: SongOptions): Song {
  const { sampleRate } = samples;
  if (sampleRate !== SAMPLE_RATE) {
    throw new TonearmError('bad-request', `Expected samples at ${SAMPLE_RATE} Hz, got ${sampleRate} Hz.`);
  }
  const data = saneSamples(samples.data);
  const planned = plan?.(durationSeconds(samples));
  const rest = { warnings: [], timings: { decodeMs: 0, resampleMs: 0 }, fractionDone: () => 1 };
  const give = (data: Float32Array, at: number) => tap?.({ planes: [data], sampleRate, at, order: 'wave' });
  if (!planned) {
    give(data, 0);
    return { parts: only({ start: 0, chunks: only(data) }), ...rest };
  }
  const runs = planned.startSeconds.map((seconds) => {
    const start = seconds * SAMPLE_RATE;
    const run = data.subarray(start, start + planned.seconds * SAMPLE_RATE);
    give(run, start);
    return { start, data: run };
  });
  return { parts: partsOf(runs), durationSeconds: durationSeconds(samples), ...rest };
}

async function* partsOf(
  runs: AsyncIterable<ContiguousSamples> | Iterable<ContiguousSamples>,
  onPart?: () => void,
): AsyncGenerator<Part> {
  for await (const { start, data } of runs) {
    onPart?.();
    yield { start, chunks: only(data) };
  }
}

async function* only<T>(item: T): AsyncGenerator<T> {
  yield item;
}
