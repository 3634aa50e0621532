/** Loudness by EBU R 128: ITU-R BS.1770-4 (integrated, true peak) and EBU Tech 3342 (range). */
import type { ChannelBlock, ChannelOrder } from '../audio/channel-block.ts';
import { WeightedPower } from '../dsp/k-weighting.ts';
import { largestMagnitude } from '../dsp/sane.ts';
import { TruePeak } from '../dsp/true-peak.ts';
import type { Loudness } from './description.ts';

/** Blocks of 400 ms and of 3 s begin every 100 ms. */
const STEPS_PER_SECOND = 10;
const GATING_STEPS = 4;
const SHORT_TERM_STEPS = 30;
const SILENT_LUFS = -70;
/** Gates relative to the mean, of the integrated loudness and of the range, in LU. */
const [RELATIVE_GATE, RANGE_GATE] = [10, 20];
const [LOW_SHARE, HIGH_SHARE] = [0.1, 0.95];
/** Largest valid magnitude; louder values are no sound. */
const MAX_LEVEL = 16;

/** Weights of the channels by their number, in the order of WAVE: 1.41 beside and behind, 0 for the low frequencies. */
const WAVE_WEIGHTS: readonly (readonly number[])[] = [
  [1],
  [1, 1],
  [1, 1, 1],
  [1, 1, 1.41, 1.41],
  [1, 1, 1, 1.41, 1.41],
  [1, 1, 1, 0, 1.41, 1.41],
  [1, 1, 1, 0, 1, 1.41, 1.41],
  [1, 1, 1, 0, 1, 1, 1.41, 1.41],
];
/** The same weights for layouts whose low-frequency channel comes last. */
const LOW_LAST_WEIGHTS: readonly (readonly number[])[] = [
  ...WAVE_WEIGHTS.slice(0, 5),
  [1, 1, 1, 1.41, 1.41, 0],
  [1, 1, 1, 1.41, 1.41, 1, 0],
  [1, 1, 1, 1.41, 1.41, 1, 1, 0],
];

/** The measurements of a song, small enough to keep until its album is measured. */
interface Measured {
  /** Mean powers of 100 ms each, in runs without a gap. */
  readonly runs: readonly (readonly number[])[];
  /** Peak as a share of full scale. */
  readonly peak: number;
}

/** Measures a song while it is decoded. Sound on two sides of a gap is not measured together. */
export class LoudnessMeter {
  #sampleRate = 0;
  #power: WeightedPower | undefined;
  /** True peak of each channel. */
  #peaks: readonly TruePeak[] = [];
  #nextAt = 0;
  /** Sum and frames of the step under way. */
  #sum = 0;
  #frames = 0;
  /** Mean powers of 100 ms each, in runs without a gap. */
  readonly #runs: number[][] = [];
  #peak = 0;

  /** Takes the next block of the song. */
  push(block: ChannelBlock): void {
    const { sampleRate, at } = block;
    const planes = block.planes.map(tamed);
    const isAlike = sampleRate === this.#sampleRate && planes.length === this.#peaks.length;
    const power = isAlike && this.#power ? this.#power : this.#open(block);
    if (isAlike && at !== this.#nextAt) this.#restart();
    const length = planes[0].length;
    this.#nextAt = at + length;
    planes.forEach((plane, i) => {
      this.#peaks[i].push(plane);
    });
    const step = Math.round(sampleRate / STEPS_PER_SECOND);
    const ends: number[] = [];
    for (let end = step - this.#frames; end <= length; end += step) ends.push(end);
    const sums = power.push(planes, [...ends, length]);
    ends.forEach((_, i) => {
      this.#endStep(sums[i], step);
    });
    this.#sum += sums[ends.length];
    this.#frames += length - (ends.at(-1) ?? 0);
  }

  /** Loudness of all samples pushed so far. */
  measure(): Loudness {
    return loudnessOf([this.end()]);
  }

  /** Ends the current run: the next block does not follow it. */
  end(): Measured {
    this.#restart();
    return { runs: this.#runs, peak: this.#peak };
  }

  #open({ planes, sampleRate, order }: ChannelBlock): WeightedPower {
    this.#restart();
    this.#sampleRate = sampleRate;
    const weights = weightsOf(planes.length, order);
    this.#peaks = planes.map(() => new TruePeak(sampleRate));
    this.#power = new WeightedPower(
      sampleRate,
      planes.map((_, i) => weights[i] ?? 1),
    );
    return this.#power;
  }

  #restart(): void {
    this.#power?.restart();
    for (const truePeak of this.#peaks) {
      truePeak.restart();
      this.#peak = Math.max(this.#peak, truePeak.peak);
    }
    this.#runs.push([]);
    [this.#sum, this.#frames] = [0, 0];
  }

  /** @param sum of what of the step came last */
  #endStep(sum: number, step: number): void {
    this.#runs.at(-1)!.push((this.#sum + sum) / step);
    [this.#sum, this.#frames] = [0, 0];
  }
}

/** Loudness of several songs as if concatenated: that of an album. */
export function measureTogether(meters: readonly LoudnessMeter[]): Loudness {
  return loudnessOf(meters.map((meter) => meter.end()));
}

function loudnessOf(songs: readonly Measured[]): Loudness {
  const runs = songs.flatMap((song) => song.runs);
  const integratedLufs = integrated(runs);
  return {
    ...(integratedLufs !== undefined && { integratedLufs }),
    rangeLu: range(runs),
    truePeakDb: 20 * Math.log10(Math.max(1e-10, ...songs.map(({ peak }) => peak))),
  };
}

function weightsOf(channels: number, order: ChannelOrder): readonly number[] {
  return (order === 'wave' ? WAVE_WEIGHTS : LOW_LAST_WEIGHTS)[channels - 1] ?? [];
}

/** Clamps invalid values, which would otherwise persist in the filters' state. */
function tamed(plane: Float32Array): Float32Array {
  if (largestMagnitude(plane) <= MAX_LEVEL) return plane;
  return plane.map((value) => (Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0));
}

/** Integrated loudness; undefined if nothing is above the absolute gate. */
function integrated(runs: readonly (readonly number[])[]): number | undefined {
  const blocks = runs.flatMap((run) => meansOver(run, GATING_STEPS)).filter(isSound);
  if (blocks.length === 0) return undefined;
  const gate = lufs(mean(blocks)) - RELATIVE_GATE;
  return lufs(mean(blocks.filter((power) => lufs(power) >= gate)));
}

function range(runs: readonly (readonly number[])[]): number {
  const blocks = runs.flatMap((run) => meansOver(run, SHORT_TERM_STEPS)).filter(isSound);
  if (blocks.length === 0) return 0;
  const gate = lufs(mean(blocks)) - RANGE_GATE;
  const levels = blocks
    .map(lufs)
    .filter((level) => level >= gate)
    .sort((a, b) => a - b);
  const at = (share: number) => levels[Math.round((levels.length - 1) * share)];
  return at(HIGH_SHARE) - at(LOW_SHARE);
}

/** Means of `width` values in a row, from every value on. */
function meansOver(values: readonly number[], width: number): number[] {
  const count = Math.max(0, values.length - width + 1);
  return Array.from({ length: count }, (_, i) => mean(values.slice(i, i + width)));
}

function isSound(power: number): boolean {
  return lufs(power) >= SILENT_LUFS;
}

function lufs(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
