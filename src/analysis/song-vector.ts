/** Descriptor vector of a song, some dozens of numbers, computed while it is decoded for another purpose. */
import { SAMPLE_RATE } from '../audio/samples.ts';
import { lowerMedian } from '../dsp/statistics.ts';
import { Analysis } from '../features/analysis.ts';
import { ear, earVgg, embeddingOf } from '../features/ear.ts';
import { fingerprint, fingerprintBits } from '../features/fingerprint.ts';
import { mfccLogCov } from '../features/log-covariance.ts';
import type { FeatureArray } from '../features/recipe.ts';
import { rhythm, rhythmSketch } from '../features/rhythm.ts';
import { speechMfccMean } from '../features/speech-mfcc.ts';
import { timbre, timbreSketch } from '../features/timbre.ts';
import { tonal, tonalFlux } from '../features/tonal.ts';
import { EAR_COMPONENTS, earComponents } from './ear-components.ts';
import type { FeatureRequest } from './extract.ts';
import { PASSAGE_SECONDS } from './passages.ts';
import type { Segment, SegmentTask } from './segments.ts';

export interface VectorColumn {
  readonly recipe: string;
  readonly column: string;
}

export interface SongSound {
  /** `VECTOR_COLUMNS` numbers in the units of their recipes: the mean over the passages. */
  readonly vector: Float32Array;
  /** Fingerprint of the half minute in the middle of the song. */
  readonly fingerprint: Uint32Array;
  readonly beatsPerMinute: number;
}

/** Version of the vector, raised when a number in it changes: songs with another version are analysed again. */
export const VECTOR_VERSION = 5;

/** Number of half-minute passages that a scan analyses. */
export const SONG_PASSAGES = 3;

/** Segmentation for the descriptor vector. */
export const SONG_CUT = { seconds: PASSAGE_SECONDS, hopSeconds: PASSAGE_SECONDS };

/** Embeddings that every scan computes, in the form in which training requests them. */
export const SONG_EARS: readonly FeatureRequest[] = [ear, earVgg].map(({ name, version }) => ({
  recipe: name,
  version,
  ...SONG_CUT,
  passages: SONG_PASSAGES,
}));
export const SONG_FINGERPRINT: FeatureRequest = {
  recipe: fingerprint.name,
  version: fingerprint.version,
  ...SONG_CUT,
  passages: SONG_PASSAGES,
  middle: true,
};

/** Features of a song, with their recipe. */
export interface ComputedFeatures {
  readonly wanted: FeatureRequest;
  readonly rows: readonly FeatureArray[];
}

/**
 * Samples in the middle of a half minute that the `WORDED` columns are computed from: half of them costs
 * half, and a mean hardly moves.
 */
const MIDDLE_SAMPLES = 15 * SAMPLE_RATE;

/** Columns behind the words for how two songs differ: "brighter", "faster". */
const WORDED: readonly Chosen[] = [
  {
    recipe: timbre.name,
    columns: ['centroid_mean', 'flatness_mean', 'level_deviation'],
    compute: (analysis) => Object.values(timbreSketch(analysis)),
  },
  {
    recipe: rhythm.name,
    columns: ['tempo', 'pulse_strength', 'onset_rate'],
    compute: (analysis) => Object.values(rhythmSketch(analysis)),
  },
  { recipe: tonal.name, columns: ['flux_mean'], compute: (analysis) => [tonalFlux(analysis)] },
];
/**
 * Columns that songs of one artist share: cepstra of the whole half minute, which the default model computes
 * anyway.
 */
const CEPSTRA: Chosen = {
  recipe: mfccLogCov.name,
  columns: mfccLogCov.columns.filter((name) => name.startsWith('mean')),
  compute: speechMfccMean,
};

/** Columns of a recipe, computed without the rest of them. */
interface Chosen {
  readonly recipe: string;
  readonly columns: readonly string[];
  compute(analysis: Analysis): Iterable<number>;
}

export const VECTOR_COLUMNS: readonly VectorColumn[] = [
  ...Array.from({ length: EAR_COMPONENTS }, (_, i) => ({ recipe: ear.name, column: `component${i + 1}` })),
  ...[...WORDED, CEPSTRA].flatMap(({ recipe, columns }) => columns.map((column) => ({ recipe, column }))),
];
const TEMPO = VECTOR_COLUMNS.findIndex(({ column }) => column === 'tempo');

/** Vector of one half minute. */
interface Row {
  readonly values: Float32Array;
  readonly weight: number;
}

/**
 * Describes a song by the half minutes with sound, at least one. The result is stable under another format
 * and a few seconds cut off, because passages are spread over its length and the fingerprint is that of its
 * middle.
 */
export class SongDescriber implements SegmentTask {
  readonly spec = SONG_CUT;
  readonly #rows: Row[] = [];
  readonly #segments: Segment[] = [];

  /** @throws bad-model if the segment was opened without an ear */
  async take(segment: Segment): Promise<void> {
    const { analysis, weight } = segment;
    const components = earComponents(await embeddingOf(analysis));
    this.#rows.push({
      values: Float32Array.of(...components, ...handcraftedColumns(analysis, middleOf(analysis))),
      weight,
    });
    this.#segments.push(segment);
  }

  /** Features for training, which would otherwise decode the song again. */
  async features(): Promise<readonly ComputedFeatures[]> {
    const computed: ComputedFeatures[] = [{ wanted: SONG_FINGERPRINT, rows: [this.#fingerprint()] }];
    for (const [i, recipe] of [ear, earVgg].entries()) {
      const rows: FeatureArray[] = [];
      for (const { analysis } of this.#segments) rows.push(await recipe.compute(analysis));
      computed.push({ wanted: SONG_EARS[i], rows });
    }
    return computed;
  }

  describe(): SongSound {
    return {
      vector: meanOf(this.#rows),
      fingerprint: fingerprintBits(this.#fingerprint()),
      beatsPerMinute: lowerMedian(this.#rows.map(({ values }) => values[TEMPO])),
    };
  }

  #fingerprint(): FeatureArray {
    const { analysis } = this.#segments[this.#segments.length >> 1];
    return analysis.memo('fingerprint', () => fingerprint.compute(analysis));
  }
}

function middleOf({ signal, sampleRate }: Analysis): Analysis {
  const start = Math.max(0, (signal.length - MIDDLE_SAMPLES) >> 1);
  return new Analysis({ data: signal.subarray(start, start + MIDDLE_SAMPLES), sampleRate });
}

/** Values of the columns after those of the ear: the worded ones of the middle, and the cepstra of the whole. */
export function handcraftedColumns(whole: Analysis, middle: Analysis): number[] {
  return [...WORDED.flatMap(({ compute }) => [...compute(middle)]), ...CEPSTRA.compute(whole)];
}

function meanOf(rows: readonly Row[]): Float32Array {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (i: number) => rows.reduce((sum, { values, weight }) => sum + weight * values[i], 0) / total;
  return rows[0].values.map((_, i) => mean(i));
}
