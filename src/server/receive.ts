import { type FileHandle, open } from 'node:fs/promises';
import { finished, PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { TonearmError } from '../errors.ts';
import type { Limits } from './limits.ts';
import { WireError } from './problem.ts';
import type { Upload } from './uploads.ts';

/** Limits of the multipart parser; a file's bytes are counted here, not there. */
const MULTIPART = {
  throwFileSizeLimit: false,
  limits: { fileSize: Infinity, parts: 10, fields: 10, fieldSize: 1000, headerPairs: 20 },
};
const FIELD = 'file';

/**
 * Writes the one file of a request, multipart or raw, to the file of `upload`. The request itself is never
 * destroyed: its sender must get an answer.
 * @param ending ends the upload when it is aborted, and is aborted here when the upload takes too long.
 * @throws too-large, busy (no room), bad-request (not exactly one file), WireError `upload-timed-out`, or the reason of
 * `ending`.
 */
export async function receiveUpload(
  request: FastifyRequest,
  upload: Upload,
  limits: Limits,
  ending: AbortController,
): Promise<void> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > limits.uploadBytes + (request.isMultipart() ? 10_000 : 0)) throw tooLarge(limits);
  upload.expect(Math.min(length, limits.uploadBytes));
  const { signal } = ending;
  const stopClock = startClock(request, limits, ending);
  const handle = await open(upload.path, 'wx', 0o600).catch((error) => {
    stopClock();
    throw error;
  });
  try {
    const save = (source: Readable) => saveStream(source, { handle, upload }, limits, signal);
    if (request.isMultipart()) await saveOnlyPart(request, save, signal);
    else if (request.body) await save(request.raw);
  } finally {
    stopClock();
    await handle.close();
  }
}

/** Signal that aborts when an upload takes too long as a whole, or when no byte or too few came for a while. */
function startClock(
  { raw: { socket } }: FastifyRequest,
  { uploadSeconds, uploadIdleSeconds, uploadBytesPerSecond }: Limits,
  ending: AbortController,
): () => void {
  let bytesBefore = socket.bytesRead;
  const expire = (message: string) => ending.abort(new WireError('upload-timed-out', message));
  const checkIdle = () => {
    const bytes = socket.bytesRead - bytesBefore;
    if (bytes === 0) expire(`Expected more of the file, got nothing for ${uploadIdleSeconds} s.`);
    else if (bytes < uploadBytesPerSecond * uploadIdleSeconds)
      expire(`Expected at least ${uploadBytesPerSecond} bytes of the file a second, got fewer.`);
    bytesBefore = socket.bytesRead;
  };
  const checkWhole = () => expire(`Expected the whole file within ${uploadSeconds} s, got a part of it.`);
  const timers = [
    setInterval(checkIdle, uploadIdleSeconds * 1000),
    setTimeout(checkWhole, uploadSeconds * 1000),
  ];
  return () => timers.forEach(clearTimeout);
}

async function saveOnlyPart(
  request: FastifyRequest,
  save: (source: Readable) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let files = 0;
  const parts = request.parts(MULTIPART);
  const calledOff = rejection(signal);
  for (;;) {
    const { value: part, done } = await Promise.race([parts.next().catch(malformed), calledOff]);
    if (done) break;
    if (part.fieldname !== FIELD || part.type !== 'file') throw wrongField(part.fieldname);
    files++;
    if (files > 1) throw new TonearmError('bad-request', 'Expected one file a request, got more.');
    request.log.info({ fileName: shortened(part.filename) }, 'receiving a file');
    await save(part.file);
  }
  if (files === 0)
    throw new TonearmError('bad-request', `Expected one file in the multipart field "${FIELD}", got none.`);
}

async function saveStream(
  source: Readable,
  { handle, upload }: { handle: FileHandle; upload: Upload },
  limits: Limits,
  signal: AbortSignal,
): Promise<void> {
  let bytes = 0;
  const copy = new PassThrough();
  const cutShort = () =>
    copy.destroy(new TonearmError('bad-request', 'Expected the whole file, got only its beginning.'));
  // Not by listening: the source may have failed already, and would then say nothing more.
  finished(source, { writable: false }, (error) => error && cutShort());
  source.pipe(copy);
  try {
    const write = async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > limits.uploadBytes) throw tooLarge(limits);
        upload.grow(bytes);
        await handle.appendFile(chunk);
      }
    };
    await pipeline(copy, write, { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    source.unpipe(copy);
  }
}

function malformed(): never {
  throw new TonearmError(
    'bad-request',
    'Expected a multipart body with one file, got one that cannot be read.',
  );
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function tooLarge({ uploadBytes }: Limits): TonearmError {
  return new TonearmError(
    'too-large',
    `Expected a file of at most ${Number((uploadBytes / 1e6).toFixed(1))} MB, got more.`,
  );
}

function wrongField(name: string | undefined): TonearmError {
  return new TonearmError(
    'bad-request',
    `Expected one file in the multipart field "${FIELD}", got the field "${shortened(name)}".`,
  );
}

/** Shortened name of printable characters: names are untrusted. */
function shortened(name = ''): string {
  const printable = name.replace(/[^\p{L}\p{N}\p{P} ]/gu, '?');
  return printable.length > 40 ? `${printable.slice(0, 39)}…` : printable;
}
