import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FORMATS } from '../../../audio/formats.ts';
import { sniffContainer } from '../../../audio/sniff.ts';
import { TonearmError } from '../../../errors.ts';
import { openWithin } from '../../../library/open-within.ts';
import { libraryOf } from '../../library/api-song.ts';
import { rangeOf } from '../../library/byte-range.ts';
import { contentDisposition } from '../../library/content-disposition.ts';
import { SongParamsSchema } from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const binary = (type: string) => ({ [type]: { schema: { type: 'string', format: 'binary' } } });

const audioSchema = {
  operationId: 'songAudio',
  tags: LIBRARY_TAGS,
  summary: 'The sound of a song, whole or by ranges.',
  params: SongParamsSchema,
  response: {
    200: { description: 'The file.', content: binary('audio/*') },
    206: { description: 'The part that `Range` asked for.', content: binary('audio/*') },
    ...PROBLEMS,
  },
};

const coverSchema = {
  operationId: 'songCover',
  tags: LIBRARY_TAGS,
  summary: 'The picture in the tags of a song, or that of its folder.',
  params: SongParamsSchema,
  response: { 200: { description: 'The picture.', content: binary('image/*') }, ...PROBLEMS },
};

/** Tables show many covers at once. */
const FILES_A_MINUTE = 6000;
const COVER_SECONDS = 24 * 3600;

/** `GET /api/library/songs/:id/audio` and `.../cover`: bytes of files that lie in the bound folders. */
export const files: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const rateLimit = { max: FILES_A_MINUTE, timeWindow: '1 minute' };
  const audioOptions = { schema: audioSchema, config: { rateLimit } };
  app.get('/api/library/songs/:id/audio', audioOptions, async (request, reply) => {
    const library = libraryOf(services);
    const { path } = await library.entry(request.params.id);
    const handle = await openWithin(path, library.roots);
    try {
      return await sendAudio(handle, library.nameOf(path).name, request, reply);
    } catch (error) {
      await handle.close();
      throw error;
    }
  });

  const coverOptions = { schema: coverSchema, config: { rateLimit } };
  app.get('/api/library/songs/:id/cover', coverOptions, async (request, reply) => {
    const library = libraryOf(services);
    const { path, revision } = await library.entry(request.params.id);
    const tag = `"${revision}"`;
    const kept = { etag: tag, 'cache-control': `private, max-age=${COVER_SECONDS}` };
    if (request.headers['if-none-match'] === tag) return reply.code(304).headers(kept).send();
    const { signal } = services.endings.of(reply);
    const cover = await library.covers.run({ path, roots: library.roots }, { signal });
    if (!cover)
      throw new TonearmError(
        'not-found',
        'Expected a picture in the tags of this song or beside it, got none.',
      );
    return reply.headers(kept).type(cover.type).send(Buffer.from(cover.bytes));
  });
};

/** Takes the handle over: it is closed when the answer is out. */
async function sendAudio(
  handle: FileHandle,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { size, mtimeMs } = await handle.stat();
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  reply.headers({
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-disposition': contentDisposition('inline', name.slice(name.lastIndexOf('/') + 1)),
    'content-type': await typeOf(handle, size),
    etag,
  });
  if (request.headers['if-none-match'] === etag) return sendNothing(handle, reply.code(304));
  const isCurrent = (request.headers['if-range'] ?? etag) === etag;
  const range = isCurrent ? rangeOf(request.headers.range, size) : undefined;
  if (range === 'unsatisfiable') {
    return sendNothing(handle, reply.code(416).headers({ 'content-range': `bytes */${size}` }));
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`);
  reply.header('content-length', end - start + 1);
  if (request.method === 'HEAD') return sendNothing(handle, reply, Readable.from([]));
  return reply.send(handle.createReadStream({ start, end }));
}

async function sendNothing(handle: FileHandle, reply: FastifyReply, body?: Readable): Promise<FastifyReply> {
  await handle.close();
  return reply.send(body);
}

/** @throws unsupported-format for what is no sound, whatever its name says: nothing else is handed out. */
async function typeOf(handle: FileHandle, size: number): Promise<string> {
  const container = await sniffContainer({
    size,
    async read(start, end) {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(Math.min(end, size) - start), {
        position: start,
      });
      return buffer.subarray(0, bytesRead);
    },
  });
  if (container) return FORMATS[container].mimeType;
  throw new TonearmError(
    'unsupported-format',
    'Expected a sound file, got something else by that name: scan its folder again.',
  );
}
