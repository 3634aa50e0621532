/** Leak detection of a split: whatever could make a test easy by memory is found and reported. */

import type { CopyPair } from '../../analysis/duplicates.ts';
import { artistKey, pieceKey } from '../data/groups.ts';
import type { Fold } from '../data/split.ts';
import type { Track } from '../data/track.ts';

export type LeakKind = 'track' | 'piece' | 'duplicate' | 'artist';

/** Leak: something that stands on two sides of a fold. */
export interface Leak {
  readonly kind: LeakKind;
  /** Ids of the trained (or validated) track and of the tested one. */
  readonly trained: string;
  readonly tested: string;
  readonly message: string;
}

/**
 * Leaks from the training and validation side of a fold to its test side: the same track, pieces of one song,
 * duplicates, and songs of one artist. One leak a kind and tested track.
 */
export function checkLeaks(
  fold: Fold,
  tracks: readonly Track[],
  duplicates: readonly CopyPair[] = [],
): Leak[] {
  const seen = [...fold.train, ...fold.valid];
  return [
    ...sharedKeys('track', 'the same track', fold, seen, tracks, ({ id }) => id),
    ...sharedKeys('piece', 'a piece of the same song', fold, seen, tracks, pieceKey),
    ...sharedDuplicates(fold, seen, tracks, duplicates),
    ...sharedKeys('artist', 'a song of the same artist', fold, seen, tracks, artistKey),
  ];
}

function sharedKeys(
  kind: LeakKind,
  what: string,
  fold: Fold,
  seen: readonly number[],
  tracks: readonly Track[],
  keyOf: (track: Track) => string | undefined,
): Leak[] {
  const owners = new Map<string, number>();
  for (const index of seen) {
    const key = keyOf(tracks[index]);
    if (key !== undefined && !owners.has(key)) owners.set(key, index);
  }
  return fold.test.flatMap((index) => {
    const owner = owners.get(keyOf(tracks[index]) ?? '\0');
    return owner === undefined ? [] : [leak(kind, what, tracks[owner], tracks[index])];
  });
}

function sharedDuplicates(
  fold: Fold,
  seen: readonly number[],
  tracks: readonly Track[],
  duplicates: readonly CopyPair[],
): Leak[] {
  const [known, tested] = [new Set(seen), new Set(fold.test)];
  return duplicates
    .flatMap(({ a, b }) => [[a, b] as const, [b, a] as const])
    .filter(([train, test]) => known.has(train) && tested.has(test))
    .map(([train, test]) => leak('duplicate', 'a copy of the same recording', tracks[train], tracks[test]));
}

function leak(kind: LeakKind, what: string, trained: Track, tested: Track): Leak {
  const message = `Expected "${tested.id}" to be unheard of, got ${what} in training: "${trained.id}".`;
  return { kind, trained: trained.id, tested: tested.id, message };
}
