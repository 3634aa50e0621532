/** Songs by what one wishes for: how they shall be, which songs they shall sound like, and which not. */
import { TonearmError } from '../errors.ts';
import type { Around } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { placeOf, pointOf, type SongSpace } from './similarity.ts';

export interface Wishes {
  /** 0..1 each. */
  readonly energy?: number;
  readonly valence?: number;
  readonly arousal?: number;
  readonly voice?: number;
  readonly beatsPerMinute?: number;
  readonly like?: readonly Entry[];
  readonly unlike?: readonly Entry[];
}

export interface WishedSong {
  /** Index among the songs of the space. */
  readonly index: number;
  /** 0: all that one can wish for. */
  readonly distance: number;
}

/** Differences in share, tempo and sound that count as much as the one between two songs taken at random. */
const FAR_SHARE = 0.5;
const FAR_OCTAVES = 0.5;
const FAR_SOUND = 1.3;
/** The distance of a song in something that is not known about it: neither near nor far. */
const UNKNOWN = 0.6;
/** Repulsion of disliked songs, as a share of their distance from the liked ones (Rocchio 1971). */
const PUSH = 0.5;
const NEAR = 1000;
const SHARES = ['energy', 'valence', 'arousal', 'voice'] as const;

/** Songs of a large database that are looked at: near those that are liked, or at random. */
export function aroundWishes({ like = [], unlike = [] }: Wishes): Around {
  return { ids: like.map(({ id }) => id), others: unlike.map(({ id }) => id), count: NEAR };
}

/**
 * The `count` songs nearest to the wishes, nearest first; equal ones in order. Songs that were named are left out.
 * @throws bad-request without a wish, not-found where a named song has no place
 */
export function nearestToWishes(space: SongSpace, wishes: Wishes, count: number): WishedSong[] {
  const terms = termsOf(space, wishes);
  if (terms.length === 0)
    throw new TonearmError('bad-request', 'Say how songs shall be, or which they shall sound like.');
  const named = new Set([...(wishes.like ?? []), ...(wishes.unlike ?? [])].map(({ id }) => id));
  const all: WishedSong[] = [];
  for (let index = 0; index < space.songs.length; index++) {
    if (named.has(space.songs[index].id)) continue;
    const squares = terms.reduce((sum, far) => sum + far(index) ** 2, 0);
    all.push({ index, distance: Math.sqrt(squares / terms.length) });
  }
  return all.sort((a, b) => a.distance - b.distance || a.index - b.index).slice(0, count);
}

/** Distance functions of the wishes; 1 is the distance of a random song. */
function termsOf(space: SongSpace, wishes: Wishes): ((index: number) => number)[] {
  const { songs } = space;
  const { beatsPerMinute: tempo, like = [], unlike = [] } = wishes;
  const shares = SHARES.flatMap((name) => {
    const wish = wishes[name];
    if (wish === undefined) return [];
    return [(index: number) => away(songs[index][name], (value) => Math.abs(value - wish) / FAR_SHARE)];
  });
  const octaves = (value: number) => Math.abs(Math.log2(value / tempo!)) / FAR_OCTAVES;
  const tempi = tempo === undefined ? [] : [(index: number) => away(sureTempo(songs[index]), octaves)];
  return [...shares, ...tempi, ...soundTerm(space, like, unlike)];
}

function away(value: number | null, distance: (value: number) => number): number {
  return value === null ? UNKNOWN : distance(value);
}

function sureTempo({ beatsPerMinute, tempoConfidence }: Entry): number | null {
  return tempoConfidence === null || !(beatsPerMinute > 0) ? null : beatsPerMinute;
}

/** Towards the middle of what is liked, away from what is not. */
function soundTerm(space: SongSpace, like: readonly Entry[], unlike: readonly Entry[]) {
  if (like.length + unlike.length === 0) return [];
  const { stride } = space.points;
  const middle = (entries: readonly Entry[]) => {
    const sum = new Float32Array(stride);
    for (const entry of entries)
      pointOf(space, placeOf(space, entry)).forEach((value, i) => {
        sum[i] += value;
      });
    return sum.map((value) => value / Math.max(1, entries.length));
  };
  // Without a song that is liked, the middle of all, which is 0.
  const [towards, from] = [middle(like), middle(unlike)];
  const push = unlike.length > 0 ? PUSH : 0;
  const target = towards.map((value, i) => value + push * (value - from[i]));
  const squared = space.points.squaredDistances(target).slice();
  return [(index: number) => Math.sqrt(squared[index]) / FAR_SOUND];
}
