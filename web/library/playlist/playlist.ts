/** The list that is being made: kept for this tab, also over a reload. Knows neither React nor HTTP. */
import type { KeptPlaylist, LibrarySong, PlaylistRequest } from '../../../src/server/library-schema.ts';
import { createStore, type Store } from '../../shell/store.ts';

export interface PlaylistEntry {
  /** Tells apart two places of one song. */
  readonly key: number;
  readonly song: LibrarySong;
  /** Reasons why it was chosen; empty if a person chose it. */
  readonly why: readonly string[];
}

export interface PlaylistState {
  readonly title: string;
  readonly entries: readonly PlaylistEntry[];
  /** Rule it was made by; undefined if a person made or changed it. */
  readonly rule?: PlaylistRequest | undefined;
  /** Number under which the library keeps it. */
  readonly keptId?: number | undefined;
}

type Chosen = Pick<PlaylistEntry, 'song' | 'why'>;

export interface PlaylistStore {
  readonly state: Store<PlaylistState>;
  /** Puts songs at the end. */
  add(songs: readonly LibrarySong[]): void;
  /** Replaces the list. @param rule that it was made by */
  replace(chosen: readonly Chosen[], rule?: PlaylistRequest): void;
  /** One that the library keeps. */
  open(kept: KeptPlaylist): void;
  /** Sets the id under which the library stores it; undefined: none. */
  setKept(id: number | undefined): void;
  /** Moves an entry to another place; beyond the ends is the end. */
  move(key: number, to: number): void;
  remove(key: number): void;
  rename(title: string): void;
  clear(): void;
}

export const MAX_ENTRIES = 10_000;
const KEPT_AS = 'tonearm-playlist';

/** @param kept where the list survives a reload; what cannot be kept there lives until then. */
export function createPlaylist(kept: Pick<Storage, 'getItem' | 'setItem'>): PlaylistStore {
  const state = createStore(read(kept));
  let lastKey = Math.max(0, ...state.get().entries.map(({ key }) => key));
  const change = (changes: Partial<PlaylistState>) => {
    state.set({ ...state.get(), ...changes });
    keep(kept, state.get());
  };
  const entriesOf = (chosen: readonly Chosen[]) =>
    chosen.map(({ song, why }): PlaylistEntry => {
      lastKey++;
      return { key: lastKey, song, why };
    });
  return {
    state,
    add(songs) {
      const more = entriesOf(songs.map((song) => ({ song, why: [] })));
      change({ entries: [...state.get().entries, ...more].slice(0, MAX_ENTRIES), rule: undefined });
    },
    replace: (chosen, rule) => change({ entries: entriesOf(chosen), rule }),
    open: ({ id, title, songs, rule }) =>
      change({ title, entries: entriesOf(songs), rule: rule ?? undefined, keptId: id }),
    setKept: (keptId) => change({ keptId }),
    move: (key, to) => change({ entries: moved(state.get().entries, key, to), rule: undefined }),
    remove: (key) =>
      change({ entries: state.get().entries.filter((entry) => entry.key !== key), rule: undefined }),
    rename: (title) => change({ title }),
    clear: () => change({ title: '', entries: [], rule: undefined, keptId: undefined }),
  };
}

/** The list with one entry at another place. */
export function moved(entries: readonly PlaylistEntry[], key: number, to: number): readonly PlaylistEntry[] {
  const entry = entries.find((other) => other.key === key);
  if (!entry) return entries;
  const rest = entries.filter((other) => other !== entry);
  const place = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, place), entry, ...rest.slice(place)];
}

function read(kept: Pick<Storage, 'getItem'>): PlaylistState {
  try {
    const state: PlaylistState = JSON.parse(kept.getItem(KEPT_AS) ?? '');
    const entries = state.entries.filter(({ song }) => song.id > 0);
    return { title: String(state.title), entries, rule: state.rule, keptId: state.keptId };
  } catch {
    return { title: '', entries: [] };
  }
}

function keep(kept: Pick<Storage, 'setItem'>, state: PlaylistState): void {
  try {
    kept.setItem(KEPT_AS, JSON.stringify(state));
  } catch {
    // Full, or refused by the browser.
  }
}
