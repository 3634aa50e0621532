/** Search by wishes: how songs should be, which songs they should sound like, and which not. */
import { TonearmError } from '../../errors.ts';
import type { SpaceSelection } from '../catalogue/catalogue.ts';
import type { Entry } from '../songs/entry.ts';
import { pointOf, type SongSpace, spaceIndexOf } from './similarity.ts';

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
  /** Distance from the wishes; 0: all of them are met. */
  readonly distance: number;
}

/** Scales of differences in share, tempo and sound, equal to that between two random songs. */
const FAR_SHARE = 0.5;
const FAR_OCTAVES = 0.5;
const FAR_SOUND = 1.3;
/** Distance of a song in an unknown property: neither near nor far. */
const UNKNOWN = 0.6;
/** Repulsion of disliked songs, as a share of their distance from the liked ones (Rocchio 1971). */
const PUSH = 0.5;
const NEAR = 1000;
const SHARES = ['energy', 'valence', 'arousal', 'voice'] as const;

/** Selection of songs of a large database: near the liked ones, or at random. */
export function wishSelection({ like = [], unlike = [] }: Wishes): SpaceSelection {
  return { ids: like.map(({ id }) => id), others: unlike.map(({ id }) => id), count: NEAR };
}

/**
 * Nearest `count` songs to the wishes, nearest first; equal ones in order. Named songs are left out.
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

/** Distance from the mean of the liked songs, moved away from the disliked ones (Rocchio). */
function soundTerm(space: SongSpace, like: readonly Entry[], unlike: readonly Entry[]) {
  if (like.length + unlike.length === 0) return [];
  const { stride } = space.points;
  const middle = (entries: readonly Entry[]) => {
    const sum = new Float32Array(stride);
    for (const entry of entries)
      pointOf(space, spaceIndexOf(space, entry)).forEach((value, i) => {
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
