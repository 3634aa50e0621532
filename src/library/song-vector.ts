/** What a song sounds like in some dozens of numbers, computed while it is decoded for another purpose. */
import { SAMPLE_RATE } from '../audio/samples.ts';
import { isSilent } from '../classify/classify.ts';
import { mfccLogCov } from '../features/log-covariance.ts';
import type { Recipe } from '../features/recipe.ts';
import { rhythm } from '../features/rhythm.ts';
import { timbre } from '../features/timbre.ts';
import { tonal } from '../features/tonal.ts';
import { fingerprint, fingerprintBits } from '../train/fingerprint.ts';

export interface VectorColumn {
  readonly recipe: string;
  readonly column: string;
}

export interface SongSound {
  /** `VECTOR_COLUMNS` numbers in the units of their recipes: the mean over the passages. */
  readonly vector: Float32Array;
  /** Of the first passage that is not silent. */
  readonly fingerprint: Uint32Array;
  readonly beatsPerMinute: number;
}

/** Raised when a number changes: songs with another version are heard again. */
export const VECTOR_VERSION = 1;

const PASSAGE = 30 * SAMPLE_RATE;
/** From the beginning of one passage to that of the next. */
const STRIDE = 60 * SAMPLE_RATE;
const PASSAGES = 3;
const SHORTEST = 3 * SAMPLE_RATE;

const CHOSEN: readonly { recipe: Recipe; columns: RegExp }[] = [
  {
    recipe: timbre,
    columns: /^(centroid|bandwidth|flatness|onset|contrast\d)_mean$|^(level|centroid)_deviation$/,
  },
  {
    recipe: rhythm,
    columns: /^(tempo|pulse_strength|second_pulse|second_ratio|onset_deviation|onset_rate)$/,
  },
  { recipe: tonal, columns: /^(interval\d|major_fit|minor_fit|entropy_mean|flux_mean)$/ },
  { recipe: mfccLogCov, columns: /^mean\d+$|^logcov(\d+)_\1$/ },
];

export const VECTOR_COLUMNS: readonly VectorColumn[] = CHOSEN.flatMap(({ recipe, columns }) =>
  recipe.columns.filter((name) => columns.test(name)).map((column) => ({ recipe: recipe.name, column })),
);
const TEMPO = VECTOR_COLUMNS.findIndex(({ column }) => column === 'tempo');

/**
 * Collects passages of a stream of samples (the first 30 s of each of the first three minutes) in bounded memory,
 * and describes them. A song too short for one passage is one.
 */
export class SoundCollector {
  #passages: Float32Array[] = [];
  #heard = 0;

  /** Takes the next samples at 22,050 Hz; they are copied. */
  add(chunk: Float32Array): void {
    for (let read = 0; read < chunk.length; ) {
      const index = Math.floor(this.#heard / STRIDE);
      if (index >= PASSAGES) return;
      const at = this.#heard - index * STRIDE;
      const end = at < PASSAGE ? PASSAGE : STRIDE;
      const piece = chunk.subarray(read, read + end - at);
      if (at < PASSAGE) this.#passageAt(index).set(piece, at);
      read += piece.length;
      this.#heard += piece.length;
    }
  }

  /** Of what was added. At least one passage must have sound in it, as `classify` makes sure. */
  describe(): SongSound {
    const passages = this.#passages
      .map((data, index) => data.subarray(0, Math.max(0, Math.min(PASSAGE, this.#heard - index * STRIDE))))
      .filter((data, index) => index === 0 || data.length >= SHORTEST);
    const sounding = passages.filter((data) => !isSilent(data));
    const heard = sounding.length > 0 ? sounding : passages.slice(0, 1);
    const rows = heard.map(rowOf);
    const vector = meanOf(rows);
    const bits = fingerprintBits(fingerprint.compute({ data: heard[0], sampleRate: SAMPLE_RATE }));
    return { vector, fingerprint: bits, beatsPerMinute: medianOf(rows.map((row) => row[TEMPO])) };
  }

  #passageAt(index: number): Float32Array {
    this.#passages[index] ??= new Float32Array(PASSAGE);
    return this.#passages[index];
  }
}

function rowOf(data: Float32Array): Float32Array {
  // One object for all: recipes share what they compute of the same samples.
  const samples = { data, sampleRate: SAMPLE_RATE };
  const values = CHOSEN.flatMap(({ recipe, columns }) => {
    const row = recipe.compute(samples).data;
    return [...row].filter((_, i) => columns.test(recipe.columns[i]));
  });
  return Float32Array.from(values);
}

function meanOf(rows: readonly Float32Array[]): Float32Array {
  return rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
