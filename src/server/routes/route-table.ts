import type { FastifyInstance } from 'fastify';

interface Known {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Catch-all address, which is no route. */
const EVERYWHERE = '/*';

/** Methods of each path. Create it before the routes. */
export class RouteTable {
  readonly #routes: Known[] = [];

  constructor(app: FastifyInstance) {
    app.addHook('onRoute', ({ method, url }) => {
      if (url !== EVERYWHERE) this.#routes.push({ pattern: patternOf(url), methods: [method].flat() });
    });
  }

  methodsAt(path: string): string[] {
    const routes = this.#routes.filter(({ pattern }) => pattern.test(path));
    return [...new Set(routes.flatMap(({ methods }) => methods))].sort();
  }
}

/** Pattern of a route: `/songs/:id` matches any one part there; `*` matches whatever follows. */
function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+';
    return part === '*' ? '.*' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
