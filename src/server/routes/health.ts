import type { FastifyPluginAsync } from 'fastify';
import type { Health } from '../schema.ts';
import type { Services } from '../services.ts';
import { VERSION } from '../version.ts';
import { jsonOf, PROBLEMS } from './responses.ts';

const schema = {
  operationId: 'health',
  tags: ['Server'],
  summary: 'Whether this server is well and how busy it is.',
  response: { 200: jsonOf('Health', 'The state of the server.'), ...PROBLEMS },
};

export const health: FastifyPluginAsync<Services> = async (
  app,
  { catalog, library, limits, pool, workers },
) => {
  app.get('/api/health', { schema, config: { rateLimit: false } }, async (): Promise<Health> => {
    const { busy, queued } = pool.state;
    return {
      status: catalog.list.models.length > 0 ? 'ok' : 'degraded',
      version: VERSION,
      uptimeSeconds: Math.round(process.uptime()),
      workers: { total: workers, busy },
      queue: { waiting: queued, limit: limits.queueLength },
      memory: { residentBytes: process.memoryUsage.rss() },
      models: {
        usable: catalog.list.models.length,
        unusable: catalog.list.unavailable.length,
        default: catalog.list.default,
      },
      library: library
        ? {
            songs: await library.count(),
            scanning: library.scans.state !== null,
            waiting: library.reanalysis.waiting,
            lacks: [...(await library.lacks())],
          }
        : null,
    };
  });
};
