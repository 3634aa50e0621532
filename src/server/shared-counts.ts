/** Counts that all servers of a library share in its database. */
import { setTimeout as pause } from 'node:timers/promises';
import { countersOf, type SharedCount } from '../library/store/dialect.ts';
import type { Library } from '../library/store/store.ts';

interface Waiting {
  readonly windowMs: number;
  added: number;
  readonly tell: ((count: SharedCount | undefined) => void)[];
}

/** Longest wait for the database: if it is slow or gone, each server counts for itself. */
const MAX_WAIT_MS = 250;
const MAX_WAITING = 10_000;

export class SharedCounts {
  #library: Library | undefined;
  #waiting = new Map<string, Waiting>();
  #isAsking = false;

  /** Shares counts in this library from now on; one in a file has one server, which counts in memory. */
  keepIn(library: Library): void {
    if (countersOf(library)) this.#library = library;
  }

  /** @returns how often it was at all servers by now; undefined where they could not be asked in time */
  async add(key: string, windowMs: number, added: number): Promise<SharedCount | undefined> {
    if (!this.#library || this.#waiting.size >= MAX_WAITING) return undefined;
    const told = new Promise<SharedCount | undefined>((resolve) => {
      const waiting = this.#waiting.get(key) ?? { windowMs, added: 0, tell: [] };
      waiting.added += added;
      waiting.tell.push(resolve);
      this.#waiting.set(key, waiting);
    });
    void this.#ask(this.#library);
    return Promise.race([told, pause(MAX_WAIT_MS, undefined, { ref: false })]);
  }

  /** Sends one statement at a time: counts that come meanwhile are batched in the next. */
  async #ask(library: Library): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#waiting.size > 0) {
      const asked = this.#waiting;
      this.#waiting = new Map();
      const given = [...asked].map(([key, { windowMs, added }]) => ({ key, windowMs, added }));
      const counts = await countersOf(library)!
        .add(library, given)
        .catch(() => []);
      const known = new Map(counts.map((count) => [count.key, count]));
      for (const [key, { tell }] of asked) resolveEach(tell, known.get(key));
    }
    this.#isAsking = false;
  }
}

/** Resolves everyone who waits for a key with the count after theirs, the last one with the whole. */
function resolveEach(tell: Waiting['tell'], count: SharedCount | undefined): void {
  for (const [i, each] of tell.entries())
    each(count && { ...count, current: count.current - (tell.length - 1 - i) });
}
