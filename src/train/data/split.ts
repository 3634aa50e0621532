/** Folds over tracks: random, by artist, or as the collection's author split it. Pieces of a song never straddle. */

import type { CopyPair } from '../../analysis/duplicates.ts';
import { randomOf, shuffled } from '../../dsp/random.ts';
import { TonearmError } from '../../errors.ts';
import { groupBy } from '../../group-by.ts';
import { groupTracks } from './groups.ts';
import type { Row } from './row.ts';
import type { Track } from './track.ts';

export const PROTOCOLS = ['artist', 'random', 'manifest'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Fold, with indices of tracks. `valid` is for early stopping and calibration, and may be empty. */
export interface Fold {
  readonly train: readonly number[];
  readonly valid: readonly number[];
  readonly test: readonly number[];
}

export interface SplitOptions {
  /** Number of folds, at least 2; `manifest` has one. */
  readonly folds: number;
  readonly seed: number;
  readonly duplicates?: readonly CopyPair[];
}

export const MIN_FOLDS = 2;
export const MAX_FOLDS = 100;

/** Description of a protocol for reports, which says what its figures compare with. */
export function describeProtocol(protocol: Protocol, folds: number): string {
  if (protocol === 'artist') return `artist-grouped ${folds}-fold`;
  if (protocol === 'manifest') return 'train, valid and test as listed';
  return `random ${folds}-fold (shares artists; compare only with figures of the same kind)`;
}

/**
 * The folds of a protocol; the same seed gives the same folds.
 * `random` and `artist`: every track is tested exactly once, classes balanced over the folds, copies and
 * pieces of one song together; `artist` keeps the songs of an artist together too.
 * `manifest`: one fold of the tracks that have a split; without `test` rows, `valid` is tested.
 *
 * @throws bad-request where a training side would lack a class, or no split is listed.
 */
export function makeFolds(tracks: readonly Track[], protocol: Protocol, options: SplitOptions): Fold[] {
  const folds = protocol === 'manifest' ? [listedFold(tracks)] : groupedFolds(tracks, protocol, options);
  for (const fold of folds) checkClasses(tracks, fold, protocol);
  return folds;
}

/**
 * Fold number of each item, 0..folds-1: groups stay together and every class is spread as evenly as its
 * groups allow: if the groups of a class hold nothing else, its counts differ by at most its largest group.
 * Groups are assigned in order of size, each to the fold that it makes least crowded, sum over classes of
 * (count in fold / count in all)^2; ties go to the smaller fold.
 */
export function assignFolds(
  labels: readonly (number | string)[],
  groups: readonly number[],
  folds: number,
  seed: number,
): number[] {
  const totals = countBy(labels);
  const members = groupBy(groups.keys(), (index) => groups[index]);
  const ordered = shuffled([...members.values()], randomOf(seed)).sort((a, b) => b.length - a.length);
  const counts = Array.from({ length: folds }, () => new Map<number | string, number>());
  const sizes = new Array<number>(folds).fill(0);
  const result = new Array<number>(labels.length);
  for (const group of ordered) {
    const own = countBy(group.map((index) => labels[index]));
    const fold = leastCrowded(own, counts, sizes, totals);
    for (const [label, count] of own) counts[fold].set(label, (counts[fold].get(label) ?? 0) + count);
    sizes[fold] += group.length;
    for (const index of group) result[index] = fold;
  }
  return result;
}

/**
 * Inner splits of training rows for model selection and calibration: groups stay together, every row is held
 * out once. Altered copies are trained on with their song and never held out.
 */
export function innerFolds(
  rows: readonly Row[],
  folds: number,
  seed: number,
): { train: Row[]; valid: Row[] }[] {
  const assigned = assignFolds(
    rows.map((row) => row.label),
    rows.map((row) => row.group),
    folds,
    seed,
  );
  return Array.from({ length: folds }, (_, fold) => ({
    train: rows.filter((_, index) => assigned[index] !== fold),
    valid: rows.filter(({ copy }, index) => assigned[index] === fold && copy === undefined),
  }));
}

function groupedFolds(tracks: readonly Track[], protocol: Protocol, options: SplitOptions): Fold[] {
  const { folds, seed, duplicates } = options;
  if (!Number.isInteger(folds) || folds < MIN_FOLDS || folds > MAX_FOLDS) {
    throw new TonearmError(
      'bad-request',
      `Expected a number of folds from ${MIN_FOLDS} to ${MAX_FOLDS}, got ${folds}.`,
    );
  }
  const groups = groupTracks(tracks, { byArtist: protocol === 'artist', duplicates });
  const available = new Set(groups).size;
  if (available < folds)
    throw new TonearmError('bad-request', `Expected at least ${folds} groups of tracks, got ${available}.`);
  const labels = tracks.map((track) => track.label);
  const assigned = assignFolds(labels, groups, folds, seed);
  return Array.from({ length: folds }, (_, fold) => ({
    train: indicesWhere(tracks, (index) => assigned[index] !== fold),
    valid: [],
    test: indicesWhere(tracks, (index) => assigned[index] === fold),
  }));
}

function listedFold(tracks: readonly Track[]): Fold {
  const side = (split: Track['split']) => indicesWhere(tracks, (index) => tracks[index].split === split);
  const [train, valid, test] = [side('train'), side('valid'), side('test')];
  if (train.length === 0 || valid.length + test.length === 0) {
    const got = `${train.length} train, ${valid.length} valid, ${test.length} test`;
    throw new TonearmError(
      'bad-request',
      `Expected a column split with train and test (or valid) rows, got ${got}.`,
    );
  }
  return test.length > 0 ? { train, valid, test } : { train, valid: [], test: valid };
}

function checkClasses(tracks: readonly Track[], fold: Fold, protocol: Protocol): void {
  const learned = new Set(fold.train.map((index) => tracks[index].label));
  const missing = [...fold.valid, ...fold.test].find((index) => !learned.has(tracks[index].label));
  if (missing === undefined) return;
  const { label } = tracks[missing];
  const isOnly = tracks.filter((track) => track.label === label).length === 1;
  const wanted = protocol === 'artist' && !isOnly ? 'songs of several artists' : 'several songs';
  throw new TonearmError(
    'bad-request',
    `Expected ${wanted} in every class, got too few to train and test ${JSON.stringify(label)}.`,
  );
}

function leastCrowded(
  own: ReadonlyMap<number | string, number>,
  counts: readonly ReadonlyMap<number | string, number>[],
  sizes: readonly number[],
  totals: ReadonlyMap<number | string, number>,
): number {
  const growth = counts.map((count) => {
    let sum = 0;
    for (const [label, added] of own) {
      const before = count.get(label) ?? 0;
      sum += ((before + added) ** 2 - before ** 2) / totals.get(label)! ** 2;
    }
    return sum;
  });
  const folds = growth.map((_, fold) => fold);
  const EPSILON = 1e-12;
  return folds.reduce((best, fold) => {
    const difference = growth[fold] - growth[best];
    if (Math.abs(difference) > EPSILON) return difference < 0 ? fold : best;
    return sizes[fold] < sizes[best] ? fold : best;
  });
}

function countBy<T>(items: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function indicesWhere(items: readonly unknown[], wanted: (index: number) => boolean): number[] {
  return items.map((_, index) => index).filter(wanted);
}
