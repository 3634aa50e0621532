/** Sending of songs and covers from the folders of a library. */
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FORMATS } from '../../audio/formats.ts';
import { sniffContainer } from '../../audio/sniff.ts';
import { TonearmError } from '../../errors.ts';
import type { Services } from '../services.ts';
import { rangeOf } from './byte-range.ts';
import { contentDisposition } from './content-disposition.ts';
import type { LibraryService } from './library-service.ts';
import { type OpenSong, openSong } from './open-song.ts';

const COVER_SECONDS = 24 * 3600;

/** Sends the file of a song, whole or by a range. @throws not-found, unsupported-format */
export async function sendSong(
  library: LibraryService,
  id: number,
  request: FastifyRequest,
  reply: FastifyReply,
  kind: 'inline' | 'attachment' = 'inline',
): Promise<FastifyReply> {
  const { path } = await library.entry(id);
  const song = await openSong(path, library.roots);
  try {
    const name = library.nameOf(path).name;
    const disposition = contentDisposition(kind, name.slice(name.lastIndexOf('/') + 1));
    return await sendAudio(song, disposition, request, reply);
  } catch (error) {
    await song.close();
    throw error;
  }
}

/** Sends the cover in the tags of a song or beside it. @throws not-found */
export async function sendCover(
  { aborts }: Pick<Services, 'aborts'>,
  library: LibraryService,
  id: number,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { path, revision } = await library.entry(id);
  const tag = `"${revision}"`;
  const kept = { etag: tag, 'cache-control': `private, max-age=${COVER_SECONDS}` };
  if (request.headers['if-none-match'] === tag) return reply.code(304).headers(kept).send();
  const { signal } = aborts.of(reply);
  const cover = await library.covers.run({ path, roots: library.roots }, { signal });
  if (cover) return reply.headers(kept).type(cover.type).send(Buffer.from(cover.bytes));
  throw new TonearmError('not-found', 'Expected a picture in the tags of this song or beside it, got none.');
}

/** Sends an opened song, and closes it when the answer is out. */
async function sendAudio(
  song: OpenSong,
  disposition: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { size, etag } = song;
  reply.headers({
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-disposition': disposition,
    'content-type': await typeOf(song),
    etag,
  });
  if (request.headers['if-none-match'] === etag) return sendNothing(song, reply.code(304));
  const isCurrent = (request.headers['if-range'] ?? etag) === etag;
  const range = isCurrent ? rangeOf(request.headers.range, size) : undefined;
  if (range === 'unsatisfiable') {
    return sendNothing(song, reply.code(416).headers({ 'content-range': `bytes */${size}` }));
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`);
  reply.header('content-length', end - start + 1);
  if (request.method === 'HEAD') return sendNothing(song, reply, Readable.from([]));
  return reply.send(song.stream(start, end));
}

async function sendNothing(song: OpenSong, reply: FastifyReply, body?: Readable): Promise<FastifyReply> {
  await song.close();
  return reply.send(body);
}

/** @throws unsupported-format for what is no sound, whatever its name says: nothing else is handed out. */
async function typeOf(song: OpenSong): Promise<string> {
  const container = await sniffContainer(song);
  if (container) return FORMATS[container].mimeType;
  throw new TonearmError(
    'unsupported-format',
    'Expected a sound file, got something else by that name: scan its folder again.',
  );
}
