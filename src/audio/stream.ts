import { BrokenAudio } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import type { WarningList } from './warning.ts';

/** What a format's opener gives: decoded sound, piece by piece. */
export interface SoundStream {
  /** Short name, e.g. `mp3`. */
  format: string;
  /** Hz. */
  sampleRate: number;
  channels: number;
  /** Planes of equal length, one a channel (or their mean as a single plane); a plane is valid until the next is asked for. */
  blocks: AsyncIterable<Float32Array[]>;
  /** Beyond this magnitude a sample is nonsense. */
  peakLimit: number;
  /** Where sound can be left out without decoding it. In place of `blocks`: a stream is used once. */
  seek?: Seek;
}

/** Frames [start, end) of a sound. */
export interface Span {
  start: number;
  end: number;
}

/** As the planes of `blocks`, with the frame at which they begin. */
export interface PlacedBlock {
  at: number;
  planes: Float32Array[];
}

/** One of both, once. */
export interface Seek {
  /** Frames that `blocks` would give of an undamaged file, counted and not claimed. */
  count(): Promise<number>;
  /**
   * Blocks in order that hold at least the frames of `wanted` (in order, may overlap), and little else. Lossy sound
   * is the whole's from a second after the start of a span on.
   */
  spans(wanted: readonly Span[]): AsyncIterable<PlacedBlock>;
}

/**
 * Reads the headers and starts a stream.
 * @throws {BrokenAudio} where the headers make no sense
 * @throws {UnsupportedFormat} where they ask for something that is not decoded here
 */
export type Opener = (source: ByteSource, warnings: WarningList) => Promise<SoundStream>;

/** Decoded lossy sound overshoots a little; more than this is a damaged stream. */
export const LOSSY_PEAK_LIMIT = 4;
/** Integers cannot leave [-1, 1]. */
export const INTEGER_PEAK_LIMIT = 1;
/** Float files may be mixed hot: 24 dB above full scale and no more. */
export const FLOAT_PEAK_LIMIT = 16;

const MIN_SAMPLE_RATE = 4_000;
const MAX_SAMPLE_RATE = 768_000;
const MAX_CHANNELS = 8;

/** Whether any span touches [start, end). */
export function touches(wanted: readonly Span[], start: number, end: number): boolean {
  return wanted.some((span) => span.start < end && start < span.end);
}

/** Spans in the frames of a decoder that gives `lead` frames before the sound: its beginning takes them in. */
export function behindLead(wanted: readonly Span[], lead: number): Span[] {
  return wanted.map(({ start, end }) => ({ start: start === 0 ? 0 : start + lead, end: end + lead }));
}

/** The first place after `at` where a span starts or ends; infinite after the last. */
export function nextEdge(wanted: readonly Span[], at: number): number {
  const edges = wanted.flatMap(({ start, end }) => [start, end]).filter((edge) => edge > at);
  return Math.min(Number.POSITIVE_INFINITY, ...edges);
}

/** @throws {BrokenAudio} for a rate or channel count that no music has */
export function checkSound(format: string, sampleRate: number, channels: number): void {
  if (!(sampleRate >= MIN_SAMPLE_RATE && sampleRate <= MAX_SAMPLE_RATE)) {
    throw new BrokenAudio(`Expected ${format} at 4,000 to 768,000 Hz, got ${sampleRate} Hz.`);
  }
  if (!(Number.isInteger(channels) && channels >= 1 && channels <= MAX_CHANNELS)) {
    throw new BrokenAudio(`Expected ${format} of 1 to 8 channels, got ${channels}.`);
  }
}
