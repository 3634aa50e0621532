/** Failed logins by client. */
import { ClientCounts, type ClientCountsOptions } from '../client-counts.ts';
import { networkOf } from './network.ts';

const MAX_TRIES = 20;
const WINDOW_MS = 60_000;

export class FailedTries {
  readonly #counts: ClientCounts;

  constructor(options?: ClientCountsOptions) {
    this.#counts = new ClientCounts('tokens', options);
  }

  /** Seconds until the client may try again; 0 if it may. */
  secondsToWait(address: string): number {
    const count = this.#counts.of(networkOf(address));
    return count && count.current >= MAX_TRIES ? Math.ceil(count.ttl / 1000) : 0;
  }

  /** @returns whether it was one too many: other servers have counted as well */
  async add(address: string): Promise<boolean> {
    return (await this.#counts.add(networkOf(address), WINDOW_MS)).current > MAX_TRIES;
  }
}
