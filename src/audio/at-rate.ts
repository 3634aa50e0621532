/** Resampling of a track to the rate of another, in files whose rate changes. */
import type { PlacedBlock } from './decode-track.ts';
import type { Span } from './packet.ts';
import { concatenate, createResampler, type Resampler } from './resample.ts';

/** Frames of `frames` at another rate. */
export function countAtRate(frames: number, fromRate: number, toRate: number): number {
  return Math.ceil((frames * toRate) / fromRate);
}

/**
 * Decodes as `decode` does, at another sample rate: a second after the start of a span on, the samples are
 * the same bits as of the whole track.
 * @param decode gives blocks of spans at `fromRate`
 * @param wanted at `toRate`
 * @returns the frames of the whole track at `toRate`
 */
export async function* atRate(
  decode: (wanted: readonly Span[]) => AsyncGenerator<PlacedBlock, number>,
  wanted: readonly Span[],
  fromRate: number,
  toRate: number,
): AsyncGenerator<PlacedBlock, number> {
  const runs = merged(wanted.map((span) => around(span, fromRate, toRate))).map(
    (span) => new Run(span, fromRate, toRate),
  );
  const blocks = decode(runs.map(({ span }) => span));
  for (let next = await blocks.next(); ; next = await blocks.next()) {
    if (next.done) {
      for (const run of runs) yield run.finish(next.value);
      return countAtRate(next.value, fromRate, toRate);
    }
    const { at, mono } = next.value;
    for (const run of runs) yield run.add(at, mono);
    while (runs.length > 0 && runs[0].span.end <= at + mono.length) yield runs.shift()!.finish();
  }
}

/** Resamples one span; what is missing in it is silent. */
class Run {
  readonly span: Span;
  readonly #resampler: Resampler;
  #taken: number;
  /** Input position of the next output sample. */
  #at: number;

  constructor(span: Span, fromRate: number, toRate: number) {
    this.span = span;
    this.#resampler = createResampler(fromRate, toRate);
    this.#taken = span.start;
    this.#at = (span.start * toRate) / fromRate;
  }

  add(at: number, mono: Float32Array): PlacedBlock {
    const gap = Math.max(0, Math.min(this.span.end, at) - this.#taken);
    const sound = mono.subarray(Math.max(0, this.#taken + gap - at), Math.max(0, this.span.end - at));
    const input = new Float32Array(gap + sound.length);
    input.set(sound, gap);
    this.#taken += input.length;
    return this.#placed(this.#resampler.push(input));
  }

  /** @param total frames of the track */
  finish(total = Infinity): PlacedBlock {
    const gap = new Float32Array(Math.max(0, Math.min(total, this.span.end) - this.#taken));
    return this.#placed(concatenate([this.#resampler.push(gap), this.#resampler.flush()]));
  }

  #placed(mono: Float32Array): PlacedBlock {
    const at = this.#at;
    this.#at += mono.length;
    return { at, mono };
  }
}

/** The span at `fromRate`, begun where frames of both rates meet, so that the resampler is where it is in the whole. */
function around({ start, end }: Span, fromRate: number, toRate: number): Span {
  const step = fromRate / greatestCommonDivisor(fromRate, toRate);
  return {
    start: Math.floor((start * fromRate) / toRate / step) * step,
    end: Math.ceil((end * fromRate) / toRate),
  };
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last && span.start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
