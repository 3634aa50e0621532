/** Distribution of traits over the training songs of the default model, and quantiles of a song in it. Pure. */
import { TRAITS, type Trait, type Traits } from './traits.ts';

/** Shares of the songs for which a spread has the value that they do not exceed. */
export const SHARES = [0.02, 0.05, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95, 0.98] as const;

export interface Spread {
  readonly songs: number;
  /** Quantiles at `SHARES`. */
  readonly traits: Readonly<Record<Trait, readonly number[]>>;
}

export interface TraitSpreads {
  readonly all: Spread;
  readonly genres: Readonly<Record<string, Spread>>;
}

/** Comparison of one trait of a song. */
export interface Comparison {
  readonly trait: Trait;
  readonly value: number;
  /** Share of all songs that have less of it, 0..1. */
  readonly amongAll: number;
  /** Share of the genre's songs that have less of it, 0..1. */
  readonly amongGenre: number;
  /**
   * `typical`: the song stands out among all songs the way the genre does; `unusual`: few songs of the genre are
   * like it; `neither`: this trait says little.
   */
  readonly kind: 'typical' | 'unusual' | 'neither';
  /** Weight for sorting, 0 or more. */
  readonly weight: number;
}

const KINDS: readonly Comparison['kind'][] = ['typical', 'unusual', 'neither'];
/** A genre stands out in a trait where its middle song lies so far from the middle of all. */
const GENRE_STANDS_OUT = 0.1;
/** A song stands out where so much of all songs is on one side of it. */
const SONG_STANDS_OUT = 0.6;
/** Quantiles of the genre's songs within which a value is typical. */
const AT_HOME = [0.1, 0.9] as const;
/** Outside this part it is unusual for the genre. */
const UNUSUAL = [0.05, 0.95] as const;

/** Every trait of a song beside those of a genre and of all songs: typical ones first, in each kind the strongest. */
export function compareTraits(traits: Traits, genre: Spread, all: Spread): Comparison[] {
  return TRAITS.map((trait) => compareTrait(trait, traits[trait], genre, all)).sort(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.weight - a.weight,
  );
}

/** The share of songs that have less, from quantiles; linear between them, flat beyond the outermost. */
export function shareBelow(value: number, quantiles: readonly number[]): number {
  const next = quantiles.findIndex((quantile) => value < quantile);
  if (next === 0) return SHARES[0] / 2;
  if (next < 0) return (1 + SHARES.at(-1)!) / 2;
  const [low, high] = [quantiles[next - 1]!, quantiles[next]!];
  const [from, to] = [SHARES[next - 1]!, SHARES[next]!];
  return from + ((value - low) / (high - low)) * (to - from);
}

function compareTrait(trait: Trait, value: number, genre: Spread, all: Spread): Comparison {
  const amongAll = shareBelow(value, all.traits[trait]);
  const amongGenre = shareBelow(value, genre.traits[trait]);
  const middle = shareBelow(genre.traits[trait][SHARES.indexOf(0.5)]!, all.traits[trait]);
  const [kind, weight] = weigh(amongAll, amongGenre, middle);
  return { trait, value, amongAll, amongGenre, kind, weight };
}

function weigh(amongAll: number, amongGenre: number, middle: number): [Comparison['kind'], number] {
  if (amongGenre < UNUSUAL[0] || amongGenre > UNUSUAL[1]) return ['unusual', Math.abs(amongGenre - 0.5)];
  const side = Math.sign(middle - 0.5);
  const songSide = side > 0 ? amongAll : 1 - amongAll;
  const atHome = amongGenre >= AT_HOME[0] && amongGenre <= AT_HOME[1];
  if (Math.abs(middle - 0.5) >= GENRE_STANDS_OUT && songSide >= SONG_STANDS_OUT && atHome)
    return ['typical', Math.abs(middle - 0.5) + songSide - 0.5];
  return ['neither', 0];
}
