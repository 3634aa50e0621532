import { TonearmError } from '../errors.ts';
import { atRate, countAtRate } from './at-rate.ts';
import type { ChannelTap } from './channel-block.ts';
import { countFrames, decodeTrack, EVERYTHING, type PlacedBlock } from './decode-track.ts';
import type { Span, Track, Tracks } from './packet.ts';
import type { WarningList } from './warning.ts';

/** Sound of a file with any number of tracks: concatenated, at the rate of the first. */
export interface Sound {
  readonly format: string;
  /** Hz. */
  readonly sampleRate: number;
  /** Number of channels in the file; the decoded sound is mono. */
  readonly channels: number;
  /** Magnitude beyond which a sample is invalid. */
  readonly peakLimit: number;
  /** Frames that `blocks` would give of an undamaged file, counted and not claimed. */
  count(): Promise<number>;
  /**
   * Blocks in order that hold at least the frames of `wanted` (in order, may overlap), and little else. In place of
   * `count`: a sound is used once.
   * @returns the frames of the whole
   */
  blocks(wanted?: readonly Span[]): AsyncGenerator<PlacedBlock, number>;
}

/** Sample rate, in Hz, below which more bandwidth is missing than the models learned to do without. */
const FULL_RATE = 16_000;

/** Opens the first track. */
export async function openSound(
  { format, tracks }: Tracks,
  warnings: WarningList,
  tap?: ChannelTap,
): Promise<Sound> {
  const rest = tracks[Symbol.asyncIterator]();
  const { value: first, done } = await rest.next();
  if (done) throw new TonearmError('broken-audio', `Expected ${format} with sound, got none.`);
  const { sampleRate, channels, peakLimit } = first.codec;
  if (sampleRate < FULL_RATE) {
    const message = `A sample rate of ${sampleRate} Hz: there is nothing above ${sampleRate / 2} Hz, which genres show in, too.`;
    warnings.add('band-limited', message);
  }
  const decoded = (track: Track, wanted: readonly Span[]) => {
    const decode = (spans: readonly Span[]) => decodeTrack(track, spans, warnings, tap);
    const { sampleRate: fromRate } = track.codec;
    return fromRate === sampleRate ? decode(wanted) : atRate(decode, wanted, fromRate, sampleRate);
  };
  return {
    format,
    sampleRate,
    channels,
    peakLimit,
    async count() {
      let frames = 0;
      for await (const track of joined(first, rest))
        frames += countAtRate(await countFrames(track), track.codec.sampleRate, sampleRate);
      return frames;
    },
    async *blocks(wanted = EVERYTHING) {
      let offset = 0;
      for await (const track of joined(first, rest)) {
        const frames = yield* shifted(decoded(track, behind(wanted, offset)), offset);
        offset += frames;
      }
      return offset;
    },
  };
}

/** Sound from beginning to end, with silence for missing packets; empty if nothing can be decoded. */
export async function* withoutGaps(
  blocks: AsyncGenerator<PlacedBlock, number>,
): AsyncGenerator<Float32Array> {
  let position = 0;
  while (true) {
    const next = await blocks.next();
    if (next.done && position === 0) return;
    const end = next.done ? next.value : next.value.at;
    for (; position < end; position += SILENCE.length) yield SILENCE.slice(0, end - position);
    if (next.done) return;
    const { at, mono } = next.value;
    position = at + mono.length;
    if (mono.length > 0) yield mono;
  }
}

const SILENCE = new Float32Array(1 << 14);

async function* joined(first: Track, rest: AsyncIterator<Track>): AsyncGenerator<Track> {
  yield first;
  try {
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Spans of `wanted` beyond `offset`, relative to it. */
function behind(wanted: readonly Span[], offset: number): Span[] {
  return wanted
    .filter(({ end }) => end > offset)
    .map(({ start, end }) => ({ start: Math.max(0, start - offset), end: end - offset }));
}

async function* shifted(
  blocks: AsyncGenerator<PlacedBlock, number>,
  offset: number,
): AsyncGenerator<PlacedBlock, number> {
  while (true) {
    const next = await blocks.next();
    if (next.done) return next.value;
    yield { at: next.value.at + offset, mono: next.value.mono };
  }
}
