/** What a playlist is asked to be, and what the server is told of it. Pure. */
import type { LibrarySong, PlaylistRequest } from '../../../src/server/library-schema.ts';
import { words } from '../../strings.library.ts';

export interface Recipe {
  readonly mode: 'like' | 'path' | 'kind';
  readonly seeds: readonly LibrarySong[];
  readonly from: LibrarySong | undefined;
  readonly to: LibrarySong | undefined;
  /** Empty: any. */
  readonly genre: string;
  readonly tempoMin: number | undefined;
  readonly tempoMax: number | undefined;
  readonly length: number;
  readonly window: number;
  /** Another one, another list of the same kind. */
  readonly seed: number;
}

export const START: Recipe = {
  mode: 'like',
  seeds: [],
  from: undefined,
  to: undefined,
  genre: '',
  tempoMin: undefined,
  tempoMax: undefined,
  length: 20,
  window: 4,
  seed: 1,
};
export const MAX_SEEDS = 100;

/** What is missing before it can be made, in words; undefined where nothing is. */
export function missingOf({ mode, seeds, from, to }: Recipe): string | undefined {
  if (mode === 'like' && seeds.length === 0) return words.playlist.needSeed;
  if (mode === 'path' && !(from && to)) return words.playlist.needBoth;
  return undefined;
}

/** What the server is asked for. */
export function requestOf(recipe: Recipe): PlaylistRequest {
  const { mode, seeds, from, to, genre, tempoMin, tempoMax, length, window, seed } = recipe;
  const common = { length, window, seed };
  if (mode === 'path') return { ...common, from: from!.id, to: to!.id };
  if (mode === 'like') return { ...common, seeds: seeds.map(({ id }) => id) };
  return {
    ...common,
    ...(genre === '' ? {} : { genre }),
    ...(tempoMin === undefined ? {} : { tempoMin }),
    ...(tempoMax === undefined ? {} : { tempoMax }),
  };
}
