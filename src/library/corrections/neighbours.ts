/** Nearest-neighbour suggestions from the songs that people named. Pure; docs/decisions/library.md has the figures. */

import {
  type GenreSuggestion,
  insertNeighbour,
  type LabelledNeighbour,
  RADIUS,
  unanimousGenre,
} from '../../analysis/ear-neighbours.ts';
import { VECTOR_COLUMNS } from '../../analysis/song-vector.ts';
import { openRows, type Rows } from '../../dsp/rows.ts';
import { ear } from '../../features/ear.ts';
import { forEachInSlices } from '../slices.ts';

/** Song with its vector and its label, if any: null for none of the genres. */
export interface NamedSong {
  readonly contentHash: string;
  readonly vector: Float32Array;
  readonly named?: string | null | undefined;
}

/** Indices of the ear's components, in their own units: the same in every library, whatever else is in it. */
const EAR = VECTOR_COLUMNS.flatMap(({ recipe }, i) => (recipe === ear.name ? [i] : []));

/**
 * Suggestions for unlabelled songs on which all nearest labelled songs agree. Songs far from every labelled
 * one are left out. Yields to other work.
 */
export async function answersByNeighbours(
  songs: readonly NamedSong[],
): Promise<Map<string, GenreSuggestion>> {
  const others = songs.filter(({ named }) => named === undefined);
  const named = songs.filter((song) => song.named !== undefined);
  const near = new Map<number, LabelledNeighbour[]>();
  if (others.length > 0) {
    const rows = await placed(others);
    await forEachInSlices(named, (song) => takeNear(near, rows, song));
  }
  const answers = new Map<string, GenreSuggestion>();
  for (const [place, list] of near) {
    const answer = unanimousGenre(list);
    if (answer) answers.set(others[place].contentHash, answer);
  }
  return answers;
}

function takeNear(
  near: Map<number, LabelledNeighbour[]>,
  rows: Rows,
  { vector, named = null }: NamedSong,
): void {
  const squared = rows.squaredDistances(pointOf(vector));
  for (let place = 0; place < squared.length; place++) {
    if (squared[place] > RADIUS * RADIUS) continue;
    const list = near.get(place) ?? [];
    near.set(place, list);
    insertNeighbour(list, { distance: squared[place], genre: named });
  }
}

async function placed(songs: readonly NamedSong[]): Promise<Rows> {
  const rows = openRows(songs.length, EAR.length);
  await forEachInSlices(songs, ({ vector }, i) => rows.data.set(pointOf(vector), i * rows.stride));
  return rows;
}

function pointOf(vector: Float32Array): Float32Array {
  return Float32Array.from(EAR, (column) => vector[column]);
}
