/** Cache of a long table's rows. Knows neither React nor HTTP. */
import type { LibrarySong, SongPage } from '../../../src/server/library-schema.ts';
import { createStore, type Store } from '../../shell/store.ts';

export type LoadRows = (offset: number, limit: number, signal: AbortSignal) => Promise<SongPage>;

export interface RowsState {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  /** Error that leaves rows missing; undefined while all is well. */
  readonly error: unknown;
  /** Changes with every row that comes or goes. */
  readonly version: number;
}

export interface RowCache {
  readonly state: Store<RowsState>;
  /** The song of a row; undefined while it is on its way. */
  at(index: number): LibrarySong | undefined;
  /** Loads missing rows between two, and drops those far from them. */
  want(first: number, last: number): void;
  /** The numbers of the songs between two rows, loaded where they are not held; at most `MAX_SELECTED`. */
  idsBetween(first: number, last: number): Promise<number[]>;
  /** Asks again for what failed. */
  retry(): void;
  close(): void;
}

export const PAGE_ROWS = 100;
/** Maximum number of selected songs. */
export const MAX_SELECTED = 10_000;
const MAX_PAGES = 60;
/** Pause of scrolling before rows are requested. */
const SETTLE_MS = 70;
const ROWS_A_REQUEST = 500;

export function createRowCache(load: LoadRows): RowCache {
  const pages = new Map<number, readonly LibrarySong[]>();
  const running = new Map<number, AbortController>();
  const state = createStore<RowsState>({ total: undefined, error: undefined, version: 0 });
  const closed = new AbortController();
  let wanted: readonly number[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const change = (changes: Partial<RowsState>) => {
    const { version } = state.get();
    state.set({ ...state.get(), ...changes, version: version + 1 });
  };

  const fetchPage = async (page: number) => {
    const stop = new AbortController();
    running.set(page, stop);
    try {
      const { songs, total } = await load(page * PAGE_ROWS, PAGE_ROWS, stop.signal);
      if (stop.signal.aborted) return;
      pages.set(page, songs);
      forgetFarPages();
      change({ total, error: undefined });
    } catch (error) {
      if (!stop.signal.aborted) change({ error: error });
    } finally {
      if (running.get(page) === stop) running.delete(page);
    }
  };

  const forgetFarPages = () => {
    const middle = wanted[Math.floor(wanted.length / 2)] ?? 0;
    const byDistance = [...pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of byDistance.slice(0, Math.max(0, pages.size - MAX_PAGES))) pages.delete(page);
  };

  const loadWanted = () => {
    timer = undefined;
    for (const [page, stop] of running) {
      if (wanted.includes(page)) continue;
      stop.abort();
      running.delete(page);
    }
    for (const page of wanted) if (!pages.has(page) && !running.has(page)) void fetchPage(page);
  };

  return {
    state,
    at: (index) => pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    want(first, last) {
      wanted = pagesBetween(first, last);
      if (wanted.every((page) => pages.has(page))) return;
      // The first rows are waited for by somebody; later ones may be flying past.
      if (state.get().total === undefined) return loadWanted();
      clearTimeout(timer);
      timer = setTimeout(loadWanted, SETTLE_MS);
    },
    async idsBetween(first, last) {
      const end = Math.min(last, first + MAX_SELECTED - 1);
      const held = heldIds(pages, first, end);
      if (held) return held;
      const ids: number[] = [];
      for (let from = first; from <= end; from += ROWS_A_REQUEST) {
        const { songs } = await load(from, Math.min(ROWS_A_REQUEST, end - from + 1), closed.signal);
        ids.push(...songs.map(({ id }) => id));
      }
      return ids;
    },
    retry: loadWanted,
    close() {
      clearTimeout(timer);
      closed.abort();
      for (const stop of running.values()) stop.abort();
    },
  };
}

function pagesBetween(first: number, last: number): number[] {
  const [from, to] = [Math.max(0, Math.floor(first / PAGE_ROWS)), Math.floor(last / PAGE_ROWS)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

/** Undefined where one of them is not held. */
function heldIds(
  pages: ReadonlyMap<number, readonly LibrarySong[]>,
  first: number,
  last: number,
): number[] | undefined {
  const ids: number[] = [];
  for (let index = first; index <= last; index++) {
    const song = pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
    if (!song) return undefined;
    ids.push(song.id);
  }
  return ids;
}
