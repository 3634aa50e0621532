/** Metrics at `/metrics`, in the format of Prometheus. */
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { requireAuth } from './access/authentication.ts';
import type { Services } from './services.ts';
import { VERSION } from './version.ts';

/** Histogram buckets in seconds: from a cached answer to a long song that is analysed whole. */
const BUCKETS = [0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30, 120];

/** Measures every request. Call it before routes are registered. */
export function measureRequests(app: FastifyInstance): Registry {
  const registry = new Registry();
  const durations = new Histogram({
    name: 'tonearm_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    // The route as it is registered: addresses that people make up make no new series.
    const labels = { method, route: routeOptions.url ?? 'none', status: reply.statusCode };
    durations.observe(labels, reply.elapsedTime / 1000);
  });
  return registry;
}

/** Serves the metrics, and the state of the services, to this machine and with the token. */
export function serveMetrics(app: FastifyInstance, registry: Registry, services: Services): void {
  collectDefaultMetrics({ register: registry });
  watch(registry, services);
  app.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    requireAuth(request);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function watch(registry: Registry, { pool, workers, limits, catalog, library }: Services): void {
  const gauge = (name: string, help: string, value: () => number | Promise<number>) => {
    const collect = async function (this: Gauge) {
      this.set(await value());
    };
    return new Gauge({ name: `tonearm_${name}`, help, registers: [registry], collect });
  };
  gauge('workers', 'Processes that analyse songs, at most.', () => workers);
  gauge('workers_busy', 'Of these, those that analyse one now.', () => pool.state.busy);
  gauge('queue_waiting', 'Songs that wait for a worker.', () => pool.state.queued);
  gauge('queue_limit', 'Songs that may wait; the next is refused.', () => limits.queueLength);
  gauge('models', 'Models that can answer.', () => catalog.list.models.length);
  const about = {
    name: 'tonearm_info',
    help: 'What runs.',
    labelNames: ['version', 'model'],
    registers: [registry],
  };
  new Gauge(about).set({ version: VERSION, model: catalog.list.default ?? '' }, 1);
  if (!library) return;
  gauge('library_songs', 'Songs of the library.', () => library.count());
  gauge(
    'library_scan_songs',
    'Songs that the scan now running has analysed; 0 between scans.',
    () => library.scans.state?.done ?? 0,
  );
}
