/** Event counts by client within a time window, in bounded memory, by a monotonic clock. */
import type { SharedCounts } from './shared-counts.ts';

export interface Count {
  readonly current: number;
  /** Milliseconds until the window starts anew. */
  readonly ttl: number;
}

interface Known {
  readonly current: number;
  readonly ends: number;
  /** Number of these that the shared counts lack. */
  readonly unshared: number;
}

export interface ClientCountsOptions {
  /** Counts shared with other servers. */
  readonly shared?: SharedCounts;
  readonly now?: () => number;
}

const MAX_CLIENTS = 10_000;

export class ClientCounts {
  readonly #what: string;
  readonly #shared: SharedCounts | undefined;
  readonly #now: () => number;
  /** Counts in order of arrival. */
  readonly #known = new Map<string, Known>();

  /** @param what is counted: the same name at every server */
  constructor(what: string, { shared, now = () => performance.now() }: ClientCountsOptions = {}) {
    this.#what = what;
    this.#shared = shared;
    this.#now = now;
  }

  /** Current count of a client on this server. */
  of(client: string): Count | undefined {
    const known = this.#known.get(client);
    const now = this.#now();
    return known && now < known.ends ? { current: known.current, ttl: known.ends - now } : undefined;
  }

  /**
   * Counts one event.
   * @param local counts up to here are not shared, so that opening a page costs the database nothing
   * @returns how often it was by now, at all servers where they count together
   */
  async add(client: string, windowMs: number, local = 0): Promise<Count> {
    const here = this.of(client);
    const count = { current: (here?.current ?? 0) + 1, ttl: here?.ttl ?? windowMs };
    const unshared = 1 + (here ? this.#known.get(client)!.unshared : 0);
    const isShared = this.#shared !== undefined && count.current > local;
    this.#keep(client, count, isShared ? 0 : unshared);
    if (!isShared) return count;
    const together = await this.#shared!.add(`${this.#what} ${client}`, windowMs, unshared);
    if (together) this.#keep(client, together, this.#known.get(client)?.unshared ?? 0);
    return together ?? count;
  }

  #keep(client: string, { current, ttl }: Count, unshared: number): void {
    const known = this.#known.get(client);
    const ends = this.#now() + ttl;
    // One that begins anew is the newest.
    if (known && known.ends <= this.#now()) this.#known.delete(client);
    if (!this.#known.has(client) && this.#known.size >= MAX_CLIENTS)
      this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(client, { current, ends, unshared });
  }
}
