/**
 * What songs that people named say of one that sounds like them to the ear. Places are in the ear's own units: the
 * same in every library and browser, whatever else is there. Pure; docs/decisions/library.md has the figures.
 */

export interface NeighbourAnswer {
  /** Null: none of the genres. */
  readonly genre: string | null;
  /** Named songs near by that say so. */
  readonly songs: number;
}

/** A named song, by the square of its distance. */
export interface NearSong {
  readonly distance: number;
  readonly genre: string | null;
}

/** Named songs that lie further away say nothing. */
export const RADIUS = 10;
/** So many of the nearest are asked. */
const ASKED = 5;
/** So many at least must be near. */
const FEWEST = 2;

/** Adds a song to the nearest of those that are asked, which are in order. */
export function addNear(near: NearSong[], song: NearSong): void {
  near.push(song);
  near.sort((a, b) => a.distance - b.distance);
  if (near.length > ASKED) near.pop();
}

/** What all of them say; undefined where they are too few or do not agree. */
export function agreed(near: readonly NearSong[]): NeighbourAnswer | undefined {
  const [first] = near;
  if (!first || near.length < FEWEST || near.some(({ genre }) => genre !== first.genre)) return undefined;
  return { genre: first.genre, songs: near.length };
}

export interface NamedPlace {
  readonly place: readonly number[];
  readonly genre: string | null;
}

/** What the named songs near a place say of it. */
export function answerAt(
  place: readonly number[],
  named: readonly NamedPlace[],
): NeighbourAnswer | undefined {
  const near: NearSong[] = [];
  for (const song of named) {
    const distance = place.reduce((sum, value, i) => sum + (value - song.place[i]) ** 2, 0);
    if (distance <= RADIUS * RADIUS) addNear(near, { distance, genre: song.genre });
  }
  return agreed(near);
}
