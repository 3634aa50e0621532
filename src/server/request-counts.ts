import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import { ClientCounts, type ClientCountsOptions } from './client-counts.ts';
import type { SharedCounts } from './shared-counts.ts';

type Callback = Parameters<FastifyRateLimitStore['incr']>[1];

/** Divisor of a limit: up to a tenth of it, this server counts a client alone; beyond, all servers count together. */
const LOCAL_DIVISOR = 10;

/** Argument of `child`: the route that it is for. */
interface RouteParameters {
  readonly routeInfo?: { readonly method?: string | readonly string[]; readonly url?: string };
}

/** Request counts of clients. */
export class RequestCounts implements FastifyRateLimitStore {
  readonly #options: ClientCountsOptions;
  readonly #counts: ClientCounts;

  constructor(options: ClientCountsOptions = {}, what = 'requests') {
    this.#options = options;
    this.#counts = new ClientCounts(what, options);
  }

  /** Store class whose counts are shared with other servers; the framework creates the first object itself. */
  static sharing(shared: SharedCounts): FastifyRateLimitStoreCtor {
    return class extends RequestCounts {
      constructor() {
        super({ shared });
      }
    };
  }

  incr(key: string, callback: Callback, timeWindow = 60_000, max = 0): void {
    this.#counts.add(key, timeWindow, Math.floor(max / LOCAL_DIVISOR)).then(
      (count) => callback(null, count),
      (error) => callback(error),
    );
  }

  /** Counts of one route. */
  child(parameters: object = {}): RequestCounts {
    const { method = '', url = '' } = (parameters as RouteParameters).routeInfo ?? {};
    return new RequestCounts(this.#options, `${method} ${url}`);
  }
}
