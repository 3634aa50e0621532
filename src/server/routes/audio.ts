import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { finished } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { FORMATS } from '../../audio/formats.ts';
import { sniffContainer } from '../../audio/sniff.ts';
import { TonearmError } from '../../errors.ts';
import { fileSource } from '../../jobs/file-source.ts';
import { clientOf } from '../access/client.ts';
import type { Services } from '../services.ts';
import { fetchOptions, readSongAddress } from '../song-address.ts';
import { SongAddressSchema } from '../sources-schema.ts';
import { PROBLEMS } from './responses.ts';

const schema = {
  operationId: 'fetchAudio',
  tags: ['Songs from elsewhere'],
  summary: 'Fetches the sound of a song from elsewhere, so that a page can play it and hear it by itself.',
  description: 'Send `{"url"}` or `{"source","id"}`. What is no sound by its content is not handed on.',
  body: SongAddressSchema,
  response: {
    200: {
      description: 'The file.',
      content: { 'audio/*': { schema: { type: 'string', format: 'binary' } } },
    },
    ...PROBLEMS,
  },
};

/** Route `POST /api/audio`: an address in, sound out; nothing is kept. */
export const audio: FastifyPluginAsyncTypebox<Services> = async (
  app,
  { limits, sources, uploads, aborts },
) => {
  const rateLimit = { max: limits.classificationsPerMinute, timeWindow: '1 minute' };
  app.post('/api/audio', { schema, config: { rateLimit } }, async (request, reply) => {
    const address = readSongAddress(request.body);
    const { signal } = aborts.of(reply);
    const upload = uploads.begin(clientOf(request));
    try {
      await sources.fetch(address, upload.path, fetchOptions(limits, upload, { signal }));
      const type = await typeOf(upload.path);
      const { size } = await stat(upload.path);
      const stream = createReadStream(upload.path);
      // Whoever reads it slowly does not keep it for ever.
      const timer = setTimeout(() => stream.destroy(), limits.uploadSeconds * 1000);
      finished(stream, () => {
        clearTimeout(timer);
        void upload.remove();
      });
      return reply
        .headers({ 'cache-control': 'no-store', 'content-length': size, 'content-type': type })
        .send(stream);
    } catch (error) {
      await upload.remove();
      throw error;
    }
  });
};

/** @throws unsupported-format for what is no sound: this server hands on nothing else. */
async function typeOf(path: string): Promise<string> {
  const source = await fileSource(path);
  try {
    const container = await sniffContainer(source);
    if (container) return FORMATS[container].mimeType;
    throw new TonearmError(
      'unsupported-format',
      'Expected a sound file at that address, got something else.',
    );
  } finally {
    await source.close();
  }
}
