/** What a song sounds like in some dozens of numbers, computed while it is decoded for another purpose. */
import { concatenate } from '../audio/resample.ts';
import { SAMPLE_RATE } from '../audio/samples.ts';
import { isSilent } from '../classify/classify.ts';
import { PASSAGE_SECONDS } from '../classify/passages.ts';
import { Analysis } from '../features/analysis.ts';
import { mfccLogCov } from '../features/log-covariance.ts';
import type { SyncRecipe } from '../features/recipe.ts';
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
  /** Of the half minute in the middle of the song. */
  readonly fingerprint: Uint32Array;
  readonly beatsPerMinute: number;
}

/** Raised when a number changes: songs with another version are heard again. */
export const VECTOR_VERSION = 2;

/** Passages of half a minute that a song is heard in. */
export const SONG_PASSAGES = 3;

const PIECE = PASSAGE_SECONDS * SAMPLE_RATE;
/** What of each piece the vector tells of, from its middle: half of it costs half, and a mean moves little. */
const TOLD = 15 * SAMPLE_RATE;
const SHORTEST = 3 * SAMPLE_RATE;
/** All that is kept of a song. */
const MOST_SAMPLES = SONG_PASSAGES * PIECE;

const CHOSEN: readonly { recipe: SyncRecipe; columns: RegExp }[] = [
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

/** Samples in a row. */
interface Run {
  readonly start: number;
  readonly data: Float32Array;
}

/**
 * Collects what is heard of a song, in bounded memory, and describes it by the half minutes that it is made of. A
 * song is known again in another format, and with a few seconds cut off, because passages are spread over its length
 * and the fingerprint is that of its middle.
 */
export class SoundCollector {
  #runs: Run[] = [];
  #kept = 0;

  /** Takes samples at 22,050 Hz of which `start` of the song lie before; they are copied. */
  add(chunk: Float32Array, start: number): void {
    const data = chunk.slice(0, MOST_SAMPLES - this.#kept);
    if (data.length > 0) this.#runs.push({ start, data });
    this.#kept += data.length;
  }

  /** Of what was added. At least a piece of it must have sound in it, as `classify` makes sure. */
  describe(): SongSound {
    const runs = joined(this.#runs);
    const pieces = runs.flatMap(({ data }) => piecesOf(data));
    const sounding = pieces.filter((data) => !isSilent(data));
    const heard = sounding.length > 0 ? sounding : pieces.slice(0, 1);
    const rows = heard.map((data) => rowOf(middleOf(data, TOLD)));
    const middle = middleOf(runs[runs.length >> 1].data, PIECE);
    const known = { data: isSilent(middle) ? heard[0] : middle, sampleRate: SAMPLE_RATE };
    return {
      vector: meanOf(rows),
      fingerprint: fingerprintBits(fingerprint.compute(new Analysis(known))),
      beatsPerMinute: medianOf(rows.map((row) => row[TEMPO])),
    };
  }
}

/** Runs that follow each other without a gap as one. */
function joined(runs: readonly Run[]): Run[] {
  const groups: Run[][] = [];
  let end = -1;
  for (const run of runs) {
    if (run.start === end) groups.at(-1)!.push(run);
    else groups.push([run]);
    end = run.start + run.data.length;
  }
  return groups.map((group) => ({
    start: group[0].start,
    data: group.length === 1 ? group[0].data : concatenate(group.map(({ data }) => data)),
  }));
}

/** Half minutes, and a last one that is shorter, unless it is too short to tell anything. */
function piecesOf(data: Float32Array): Float32Array[] {
  const count = Math.max(1, Math.ceil((data.length - SHORTEST) / PIECE));
  return Array.from({ length: count }, (_, i) => data.subarray(i * PIECE, (i + 1) * PIECE));
}

function middleOf(data: Float32Array, length: number): Float32Array {
  const start = Math.max(0, (data.length - length) >> 1);
  return data.subarray(start, start + length);
}

function rowOf(data: Float32Array): Float32Array {
  const analysis = new Analysis({ data, sampleRate: SAMPLE_RATE });
  const values = CHOSEN.flatMap(({ recipe, columns }) => {
    const row = recipe.compute(analysis).data;
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
