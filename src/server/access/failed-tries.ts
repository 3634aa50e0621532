/** Counts wrong tokens a client, in bounded memory. */
import { networkOf } from './network.ts';

const MAX_TRIES = 20;
const WINDOW_MS = 60_000;
const MAX_CLIENTS = 10_000;

interface Tries {
  count: number;
  readonly since: number;
}

export class FailedTries {
  readonly #clients = new Map<string, Tries>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Seconds until the client may try again; 0 where it may. */
  secondsToWait(address: string): number {
    const tries = this.#of(address);
    if (!tries || tries.count < MAX_TRIES) return 0;
    return Math.ceil((tries.since + WINDOW_MS - this.#now()) / 1000);
  }

  add(address: string): void {
    const tries = this.#of(address);
    if (tries) tries.count++;
    else this.#remember(networkOf(address));
  }

  #of(address: string): Tries | undefined {
    const tries = this.#clients.get(networkOf(address));
    return tries && this.#now() < tries.since + WINDOW_MS ? tries : undefined;
  }

  #remember(client: string): void {
    this.#clients.delete(client);
    // The map keeps the order of arrival.
    for (const oldest of this.#clients.keys()) {
      if (this.#clients.size < MAX_CLIENTS) break;
      this.#clients.delete(oldest);
    }
    this.#clients.set(client, { count: 1, since: this.#now() });
  }
}
