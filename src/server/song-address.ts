import { readFile, stat } from 'node:fs/promises';
import type { FastifyRequest } from 'fastify';
import { Value } from 'typebox/value';
import { TonearmError } from '../errors.ts';
import type { FetchSongOptions, SongAddress } from '../sources/sources.ts';
import type { Limits } from './limits.ts';
import { SongAddressSchema } from './sources-schema.ts';
import type { Upload } from './uploads.ts';

/** Largest size of an address in a body. */
const MAX_BYTES = 10_000;

/** @throws bad-request for anything but `{"url"}` or `{"source","id"}`. */
export function readSongAddress(value: unknown): SongAddress {
  if (Value.Check(SongAddressSchema, value)) {
    const { url, source, id } = value;
    if (url !== undefined && source === undefined && id === undefined) return { url };
    if (url === undefined && source !== undefined && id !== undefined) return { source, id };
  }
  throw new TonearmError('bad-request', 'Expected {"url"} or {"source","id"}, got another object.');
}

/**
 * Address in a received body, if it is JSON by its type and by its content; undefined for a song that was
 * sent under that type.
 * @throws bad-request for JSON that is no address.
 */
export async function addressInBody(request: FastifyRequest, path: string): Promise<SongAddress | undefined> {
  const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
  if (!isJson || (await stat(path)).size > MAX_BYTES) return undefined;
  const text = (await readFile(path, 'utf8')).trimStart();
  return text.startsWith('{') ? readSongAddress(parse(text)) : undefined;
}

/** Fetch limits of songs from other sources: those of uploads. */
export function fetchOptions(
  limits: Limits,
  upload: Upload,
  { onProgress, ...options }: Pick<FetchSongOptions, 'signal' | 'onProgress'>,
): FetchSongOptions {
  return {
    ...options,
    maxBytes: limits.uploadBytes,
    wholeSeconds: limits.uploadSeconds,
    idleSeconds: limits.uploadIdleSeconds,
    onProgress(progress) {
      upload.grow(progress.bytesDone);
      onProgress?.(progress);
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TonearmError(
      'bad-request',
      'Expected {"url"} or {"source","id"}, got JSON that cannot be read.',
    );
  }
}
