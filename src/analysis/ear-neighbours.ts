/**
 * Nearest-neighbour suggestions from songs that people named. Places are in the ear's own units, the same in
 * every library and browser. Pure; docs/decisions/library.md has the figures.
 */

export interface GenreSuggestion {
  /** Null: none of the genres. */
  readonly genre: string | null;
  /** Named songs near by that say so. */
  readonly songs: number;
}

/** Labelled song, with its squared distance. */
export interface LabelledNeighbour {
  readonly distance: number;
  readonly genre: string | null;
}

/** Largest distance of a neighbour. */
export const RADIUS = 10;
/** Number of nearest songs that vote. */
const MAX_NEIGHBOURS = 5;
/** Minimum number of neighbours within reach. */
const MIN_NEIGHBOURS = 2;

/** Inserts a song into the nearest ones, which are in order. */
export function insertNeighbour(near: LabelledNeighbour[], song: LabelledNeighbour): void {
  near.push(song);
  near.sort((a, b) => a.distance - b.distance);
  if (near.length > MAX_NEIGHBOURS) near.pop();
}

/** Genre that all neighbours share; undefined if they are too few or disagree. */
export function unanimousGenre(near: readonly LabelledNeighbour[]): GenreSuggestion | undefined {
  const [first] = near;
  if (!first || near.length < MIN_NEIGHBOURS || near.some(({ genre }) => genre !== first.genre))
    return undefined;
  return { genre: first.genre, songs: near.length };
}

export interface LabelledPlace {
  readonly place: readonly number[];
  readonly genre: string | null;
}

/** Genre suggested by the named songs near a place. */
export function suggestGenre(
  place: readonly number[],
  named: readonly LabelledPlace[],
): GenreSuggestion | undefined {
  const near: LabelledNeighbour[] = [];
  for (const song of named) {
    const distance = place.reduce((sum, value, i) => sum + (value - song.place[i]) ** 2, 0);
    if (distance <= RADIUS * RADIUS) insertNeighbour(near, { distance, genre: song.genre });
  }
  return unanimousGenre(near);
}
