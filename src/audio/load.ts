import type { ByteSource } from './byte-source.ts';
import { type OpenOptions, openAudio } from './decode.ts';
import { concatenate } from './resample.ts';
import { SAMPLE_RATE, type Samples } from './samples.ts';
import { createSongResampler } from './song-resampler.ts';
import type { Warning } from './warning.ts';

/** Sound being decoded, at 22,050 Hz. */
export interface SampleStream {
  /** Name of the format, detected from the content. */
  readonly format: string;
  /** Mono at 22,050 Hz, in order. To be read once. */
  readonly chunks: AsyncIterable<Float32Array>;
  /** Grows while `chunks` is read, complete when it ends. */
  readonly warnings: readonly Warning[];
  /** Milliseconds of work so far, waiting for bytes included. */
  readonly timings: { decodeMs: number; resampleMs: number };
}

/** Whole decoded song. */
export interface LoadedSamples {
  readonly samples: Samples;
  readonly format: string;
  readonly warnings: readonly Warning[];
}

/**
 * Decodes and resamples to mono at 22,050 Hz, piece by piece, in bounded memory.
 * @throws as `openAudio`
 */
export async function streamSamples(source: ByteSource, options?: OpenOptions): Promise<SampleStream> {
  const timings = { decodeMs: 0, resampleMs: 0 };
  const started = performance.now();
  const audio = await openAudio(source, options);
  timings.decodeMs += performance.now() - started;
  const chunks = resampled(audio.chunks, audio.sampleRate, timings);
  return { format: audio.format, chunks, warnings: audio.warnings, timings };
}

/**
 * The whole song as mono samples at 22,050 Hz, in memory (5.3 MB a minute).
 * @throws as `openAudio`
 */
export async function loadSamples(source: ByteSource, options?: OpenOptions): Promise<LoadedSamples> {
  const stream = await streamSamples(source, options);
  const parts: Float32Array[] = [];
  for await (const chunk of stream.chunks) parts.push(chunk);
  const samples = { data: concatenate(parts), sampleRate: SAMPLE_RATE };
  return { samples, format: stream.format, warnings: stream.warnings };
}

async function* resampled(
  chunks: AsyncIterable<Float32Array>,
  fromRate: number,
  timings: SampleStream['timings'],
): AsyncGenerator<Float32Array> {
  const resampler = createSongResampler(fromRate);
  const timed = (work: () => Float32Array) => {
    const started = performance.now();
    const out = work();
    timings.resampleMs += performance.now() - started;
    return out;
  };
  let waiting = performance.now();
  for await (const chunk of chunks) {
    timings.decodeMs += performance.now() - waiting;
    const out = timed(() => resampler.push(chunk));
    if (out.length > 0) yield out;
    waiting = performance.now();
  }
  timings.decodeMs += performance.now() - waiting;
  const rest = timed(() => resampler.flush());
  if (rest.length > 0) yield rest;
}
