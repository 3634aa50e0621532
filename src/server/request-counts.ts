import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import { ClientCounts, type ClientCountsOptions } from './client-counts.ts';
import type { SharedCounts } from './shared-counts.ts';

type Callback = Parameters<FastifyRateLimitStore['incr']>[1];

/** One of so many of a limit is not told to other servers. */
const FEW = 10;

/** What the framework says of a route. */
interface RouteParameters {
  readonly routeInfo?: { readonly method?: string | readonly string[]; readonly url?: string };
}

/** Counts requests of clients. */
export class RequestCounts implements FastifyRateLimitStore {
  readonly #options: ClientCountsOptions;
  readonly #counts: ClientCounts;

  constructor(options: ClientCountsOptions = {}, what = 'requests') {
    this.#options = options;
    this.#counts = new ClientCounts(what, options);
  }

  /** For the framework, which makes the first itself. */
  static sharing(shared: SharedCounts): FastifyRateLimitStoreCtor {
    return class extends RequestCounts {
      constructor() {
        super({ shared });
      }
    };
  }

  incr(key: string, callback: Callback, timeWindow = 60_000, max = 0): void {
    this.#counts.add(key, timeWindow, Math.floor(max / FEW)).then(
      (count) => callback(null, count),
      (error) => callback(error),
    );
  }

  /** Each route counts by itself. */
  child(parameters: object = {}): RequestCounts {
    const { method = '', url = '' } = (parameters as RouteParameters).routeInfo ?? {};
    return new RequestCounts(this.#options, `${method} ${url}`);
  }
}
