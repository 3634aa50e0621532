import type { FastifyRateLimitStore } from '@fastify/rate-limit';

interface Count {
  current: number;
  readonly since: number;
}

type Callback = Parameters<FastifyRateLimitStore['incr']>[1];

const MAX_CLIENTS = 10_000;

/** Counts requests of clients by a clock that nobody sets, in bounded memory. */
export class RequestCounts implements FastifyRateLimitStore {
  /** In order of arrival. */
  readonly #counts = new Map<string, Count>();

  incr(key: string, callback: Callback, timeWindow = 60_000): void {
    const now = performance.now();
    let count = this.#counts.get(key);
    if (!count || now >= count.since + timeWindow) {
      this.#counts.delete(key);
      if (this.#counts.size >= MAX_CLIENTS) this.#counts.delete(this.#counts.keys().next().value!);
      count = { current: 0, since: now };
      this.#counts.set(key, count);
    }
    count.current++;
    callback(null, { current: count.current, ttl: count.since + timeWindow - now });
  }

  /** Each route counts by itself. */
  child(): RequestCounts {
    return new RequestCounts();
  }
}
