import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyPluginAsync } from 'fastify';
import { libraryOf } from '../../library/api-song.ts';
import type { Services } from '../../services.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const schema = {
  operationId: 'songMap',
  tags: LIBRARY_TAGS,
  summary: 'A map of all songs: those that sound alike lie near each other.',
  description: 'Kept by its `ETag`. While songs come in, the map of a moment ago may be the answer.',
  response: { 200: jsonOf('SongMap', 'Where the songs lie.'), ...PROBLEMS },
};

const decompress = promisify(gunzip);

/** Route `GET /api/library/map`. */
export const map: FastifyPluginAsync<Services> = async (app, services) => {
  app.get('/api/library/map', { schema }, async (request, reply) => {
    const { etag, gzipped } = await libraryOf(services).maps.latest();
    reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' });
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    reply.type('application/json; charset=utf-8');
    const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(
      String(request.headers['accept-encoding']),
    );
    if (!takesGzip) return decompress(gzipped);
    return reply.header('content-encoding', 'gzip').send(gzipped);
  });
};
