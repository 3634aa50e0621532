/** The two machines whose scores the default model adds: each is strong where the other is weak. */
import { type LinearMachine, linearScores } from '../../src/models/linear.ts';
import { type RadialMachine, weighedSums } from '../../src/models/radial.ts';
import { type QuantileScaler, scale } from '../../src/models/scaler.ts';
import type { Value } from '../../src/onnx/graph.ts';
import { max, min, mul } from '../../src/onnx/ops-math.ts';
import { fitDiscriminant } from '../../src/train/fit-linear.ts';
import { fitRidge } from '../../src/train/fit-ridge.ts';
import { fitQuantileScaler } from '../../src/train/fit-scaler.ts';
import { askGraph } from '../../src/train/learn.ts';
import { withoutLevel } from './level.ts';
import { type Compared, likenessAmong, likenessTo } from './likeness.ts';
import { fitOrigin, heldOutOrigins } from './origin.ts';
import type { Song } from './songs.ts';

export interface Members {
  readonly scaler: QuantileScaler;
  readonly linear: LinearMachine;
  /** From which collection a song seems to come. */
  readonly origin: LinearMachine;
  readonly local: LocalMachine;
}

/** Songs, and what being like each of them says. */
interface LocalMachine {
  readonly songs: readonly Compared[];
  readonly outputs: RadialMachine['outputs'];
}

/** A song, or what another recording of it might give. */
export interface Lesson extends Song {
  readonly copy: boolean;
}

const RIDGE = 0.2;
/** Songs of one artist are alike, so that rows say less about the covariance than their number suggests. */
const SHRINKAGE = 0.5;
/** What an unsure label counts, compared with a sure one. */
const WEAK = 0.5;
/** What being of no genre counts, compared with a genre. */
const OUTSIDE = 0.5;
/** Regression on zeros and ones gives scores of about that size less than the discriminant's. */
const LOCAL_SCALE = 10;

/** @param lessons of genres and of none: the machines learn one kind more than there are genres */
export async function fitMembers(lessons: readonly Lesson[], genres: number): Promise<Members> {
  const songs = lessons.filter(({ copy }) => !copy);
  const scaler = fitQuantileScaler(await ask(withoutLevel, songs));
  const scaled = await ask((x) => scale(withoutLevel(x), scaler), lessons);
  const rows = scaled.filter((_, i) => !lessons[i].copy).map((row) => Float64Array.from(row));
  return {
    scaler,
    linear: fitLinear(lessons, scaled, genres + 1),
    origin: fitOrigin(rows, songs),
    local: fitLocal(songs, rows, genres + 1),
  };
}

/** The songs, and behind them their altered copies. */
export function lessonsOf(songs: readonly Song[]): Lesson[] {
  const copies = songs.flatMap((song) => song.altered.map((look) => ({ ...song, ...look, copy: true })));
  return [...songs.map((song) => ({ ...song, copy: false })), ...copies];
}

/** The song's genre, or the one behind the last for a song of none. */
export function kindOf({ label, strength }: Song, genres: number): number {
  return strength === 'outside' ? genres : label;
}

/** True for songs that something can be learned from. */
export function teaches({ label, strength }: Song): boolean {
  return label >= 0 || strength === 'outside';
}

/** Scores [batch, genres + 1] of each member for `x` [batch, columns of all recipes and patches]. */
export function memberScores(x: Value, { scaler, linear, origin, local }: Members): [Value, Value] {
  const scaled = scale(withoutLevel(x), scaler);
  const side = min(max(linearScores(scaled, origin), -1), 1);
  const near = likenessTo(local.songs, scaled, side);
  return [linearScores(scaled, linear), mul(weighedSums(near, local.outputs), LOCAL_SCALE)];
}

/** What the nodes that `attach` adds give for each song. */
export function ask(attach: (x: Value) => Value, songs: readonly Song[]): Promise<Float32Array[]> {
  const width = songs[0].row.length;
  const flat = new Float32Array(songs.length * width);
  songs.forEach(({ row }, i) => {
    flat.set(row, i * width);
  });
  return askGraph(([x]) => attach(x), [flat], [[width]]);
}

/** Learns from copies too. */
function fitLinear(lessons: readonly Lesson[], rows: readonly Float32Array[], kinds: number): LinearMachine {
  const labels = lessons.map((song) => kindOf(song, kinds - 1));
  const weights = balancedWeights(lessons, labels);
  return fitDiscriminant(rows, labels, kinds, { evenShares: true, weights, shrinkage: SHRINKAGE });
}

/** Remembers the songs alone: copies would double the file. */
function fitLocal(songs: readonly Lesson[], rows: readonly Float64Array[], kinds: number): LocalMachine {
  const labels = songs.map((song) => kindOf(song, kinds - 1));
  const weights = balancedWeights(songs, labels);
  const origins = heldOutOrigins(rows, songs);
  const compared = rows.map((row, i) => ({ row, origin: origins[i] }));
  const kernel = likenessAmong(compared);
  return { songs: compared, outputs: fitRidge({ kernel, labels, weights, genres: kinds }, RIDGE) };
}

/**
 * What each lesson counts: less where its label is unsure, in each collection each kind as much as any other, and a
 * song with its copies as much as one without.
 */
function balancedWeights(songs: readonly Lesson[], labels: readonly number[]): number[] {
  const worth = { sure: 1, weak: WEAK, outside: OUTSIDE, none: 0 };
  const cell = ({ collection }: Song, i: number) => `${collection} ${labels[i]}`;
  const counts = countsOf(songs.map(cell));
  const collections = countsOf(songs.filter(({ copy }) => !copy).map(({ collection }) => collection));
  const kinds = countsOf([...counts.keys()].map((key) => key.split(' ')[0]));
  return songs.map((song, i) => {
    const { collection, strength } = song;
    const evenShare = collections.get(collection)! / kinds.get(collection)!;
    return (worth[strength] * evenShare) / counts.get(cell(song, i))!;
  });
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
