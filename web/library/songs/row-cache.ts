/** Cache of a long table's rows. Knows neither React nor HTTP. */
import type { LibrarySong, SongPage } from '../../../src/server/library-schema.ts';
import { createStore } from '../../shell/store.ts';

export type LoadRows = (offset: number, limit: number, signal: AbortSignal) => Promise<SongPage>;

export interface RowsState {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  /** Error that leaves rows missing; undefined while all is well. */
  readonly error: unknown;
  /** Changes with every row that comes or goes. */
  readonly version: number;
}

export const PAGE_ROWS = 100;
/** Maximum number of selected songs. */
export const MAX_SELECTED = 10_000;
const MAX_PAGES = 60;
/** Pause of scrolling before rows are requested. */
const SETTLE_MS = 70;
const ROWS_A_REQUEST = 500;

/** Pages of rows near those in sight. */
export class RowCache {
  readonly state = createStore<RowsState>({ total: undefined, error: undefined, version: 0 });
  readonly #load: LoadRows;
  readonly #pages = new Map<number, readonly LibrarySong[]>();
  readonly #running = new Map<number, AbortController>();
  readonly #closed = new AbortController();
  #wanted: readonly number[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(load: LoadRows) {
    this.#load = load;
  }

  /** The song of a row; undefined while it is on its way. */
  at(index: number): LibrarySong | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** Loads missing rows between two, and drops those far from them. */
  want(first: number, last: number): void {
    this.#wanted = pagesBetween(first, last);
    if (this.#wanted.every((page) => this.#pages.has(page))) return;
    clearTimeout(this.#timer);
    // The first rows are waited for by somebody; later ones may be flying past.
    if (this.state.get().total === undefined) this.#loadWanted();
    else this.#timer = setTimeout(() => this.#loadWanted(), SETTLE_MS);
  }

  /** The numbers of the songs between two rows, loaded where they are not held; at most `MAX_SELECTED`. */
  async idsBetween(first: number, last: number): Promise<number[]> {
    const end = Math.min(last, first + MAX_SELECTED - 1);
    const held = this.#heldIds(first, end);
    if (held) return held;
    const ids: number[] = [];
    for (let from = first; from <= end; from += ROWS_A_REQUEST) {
      const count = Math.min(ROWS_A_REQUEST, end - from + 1);
      const { songs } = await this.#load(from, count, this.#closed.signal);
      ids.push(...songs.map(({ id }) => id));
    }
    return ids;
  }

  /** Asks again for what failed. */
  readonly retry = (): void => this.#loadWanted();

  close(): void {
    clearTimeout(this.#timer);
    this.#closed.abort();
    for (const stop of this.#running.values()) stop.abort();
  }

  #loadWanted(): void {
    for (const [page, stop] of this.#running) {
      if (this.#wanted.includes(page)) continue;
      stop.abort();
      this.#running.delete(page);
    }
    for (const page of this.#wanted)
      if (!this.#pages.has(page) && !this.#running.has(page)) void this.#fetchPage(page);
  }

  async #fetchPage(page: number): Promise<void> {
    const stop = new AbortController();
    this.#running.set(page, stop);
    try {
      const { songs, total } = await this.#load(page * PAGE_ROWS, PAGE_ROWS, stop.signal);
      if (stop.signal.aborted) return;
      this.#pages.set(page, songs);
      this.#forgetFarPages();
      this.#change({ total, error: undefined });
    } catch (error) {
      if (!stop.signal.aborted) this.#change({ error });
    } finally {
      if (this.#running.get(page) === stop) this.#running.delete(page);
    }
  }

  #forgetFarPages(): void {
    const middle = this.#wanted[Math.floor(this.#wanted.length / 2)] ?? 0;
    const byDistance = [...this.#pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of byDistance.slice(0, Math.max(0, this.#pages.size - MAX_PAGES)))
      this.#pages.delete(page);
  }

  #change(changes: Partial<RowsState>): void {
    const now = this.state.get();
    this.state.set({ ...now, ...changes, version: now.version + 1 });
  }

  /** Undefined if one of them is not held. */
  #heldIds(first: number, last: number): number[] | undefined {
    const ids: number[] = [];
    for (let index = first; index <= last; index++) {
      const song = this.at(index);
      if (!song) return undefined;
      ids.push(song.id);
    }
    return ids;
  }
}

function pagesBetween(first: number, last: number): number[] {
  const [from, to] = [Math.max(0, Math.floor(first / PAGE_ROWS)), Math.floor(last / PAGE_ROWS)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
