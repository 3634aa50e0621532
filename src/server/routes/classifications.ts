import { rm } from 'node:fs/promises';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { DEFAULT_PASSAGES } from '../../analysis/passages.ts';
import type { Progress } from '../../classify/classify.ts';
import type { Prediction } from '../../classify/prediction.ts';
import type { SongAddress } from '../../sources/sources.ts';
import { type Client, clientOf } from '../access/client.ts';
import { EVENT_STREAM, EVENTS, eventStream } from '../events.ts';
import { logProblem } from '../failures.ts';
import { Quota } from '../quota.ts';
import { receiveUpload } from '../receive.ts';
import { ClassificationQuerySchema, type ProgressEvent } from '../schema.ts';
import type { Services } from '../services.ts';
import { addressInBody, fetchOptions } from '../song-address.ts';
import type { Upload } from '../uploads.ts';
import { jsonOf, PROBLEMS } from './responses.ts';

interface Song {
  readonly client: Client;
  readonly upload: Upload;
  readonly modelPath: string;
  readonly passages: number | undefined;
  readonly describe: boolean | undefined;
  readonly signal: AbortSignal;
  /** Where the song is to be fetched from; undefined where it was sent. */
  address?: SongAddress;
  /** It has a place in the queue or at a worker. */
  placed: boolean;
}

const schema = {
  operationId: 'classify',
  tags: ['Songs'],
  summary: 'Names the genre of a song.',
  description:
    'Send the file as the multipart field `file`, or as the raw body of any content type. What the file is ' +
    'decides its content, not its name or type. Or send `application/json`: `{"url"}` or `{"source","id"}`, ' +
    'and the song is fetched from there. With `Accept: text/event-stream` the answer is a stream of ' +
    'events: `progress` any number of times, then one `result` (a Prediction) or one `error` (a Problem). ' +
    'A song of more than ten minutes is heard in passages, unless `whole` asks for all of it. ' +
    'Nothing of the file is kept after the answer.',
  querystring: ClassificationQuerySchema,
  response: { 200: jsonOf('Prediction', 'What the song sounds like.'), ...PROBLEMS },
  [EVENTS]: { progress: 'ProgressEvent', result: 'Prediction', error: 'Problem' },
};

/** `POST /api/classifications`: file in, genre out. */
export const classifications: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { limits, pool, catalog, uploads, sources, workers, endings } = services;
  const total = workers + limits.queueLength;
  const places = new Quota({
    total,
    perClient: Math.ceil(total * limits.clientShare),
    refusal: 'Every place in the queue is taken. Try again in a moment.',
  });

  app.removeAllContentTypeParsers();
  await app.register(import('@fastify/multipart'));
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  const rateLimit = { max: limits.classificationsPerMinute, timeWindow: '1 minute' };
  app.post('/api/classifications', { schema, config: { rateLimit } }, async (request, reply) => {
    const { model, whole, describe, passages = DEFAULT_PASSAGES } = request.query;
    const modelPath = catalog.pathOf(model);
    const ending = endings.of(reply);
    const client = clientOf(request);
    // Whoever would find no place need not send the song.
    places.check(client);
    const song: Song = {
      client,
      upload: uploads.begin(client),
      modelPath,
      passages: whole ? undefined : passages,
      describe,
      signal: ending.signal,
      placed: false,
    };
    const leave = async () => {
      if (song.placed) places.give(client);
      await song.upload.remove();
    };
    try {
      await receiveUpload(request, song.upload, limits, ending);
      song.address = await addressInBody(request, song.upload.path);
      if (!song.address) takePlace(song);
    } catch (error) {
      await leave();
      throw error;
    }
    if (!wantsEvents(request)) return hear(song).finally(leave);
    const work = (onProgress: (progress: ProgressEvent) => void) => hear(song, onProgress).finally(leave);
    return reply
      .headers({ 'cache-control': 'no-store', 'content-type': EVENT_STREAM, 'x-accel-buffering': 'no' })
      .send(eventStream(work, (error) => logProblem(error, request)));
  });

  /** Only with all of its bytes: slow senders hold up nobody. @throws busy */
  function takePlace(song: Song): void {
    places.take(song.client);
    song.placed = true;
  }

  async function hear(song: Song, tell?: (progress: ProgressEvent) => void): Promise<Prediction> {
    if (song.address) {
      await fetchSong(song.address, song, tell);
      takePlace(song);
    }
    return listen(song, tell);
  }

  async function fetchSong(
    address: SongAddress,
    { upload, signal }: Song,
    tell?: (progress: ProgressEvent) => void,
  ): Promise<void> {
    const onProgress = ({ fractionDone = 0 }) => tell?.({ stage: 'fetching', secondsDone: 0, fractionDone });
    onProgress({});
    await rm(upload.path);
    await sources.fetch(address, upload.path, fetchOptions(limits, upload, { signal, onProgress }));
  }

  function listen(
    { upload: { path }, modelPath, passages, describe, signal }: Song,
    tell?: (progress: ProgressEvent) => void,
  ): Promise<Prediction> {
    const onProgress = (progress: Progress) => tell?.({ stage: 'listening', ...progress });
    const onStart = () => onProgress({ secondsDone: 0, fractionDone: 0 });
    tell?.({ stage: 'waiting', secondsDone: 0, fractionDone: 0 });
    const task = { path, modelPath, passages, describe, maxSeconds: limits.songSeconds };
    return pool.run(task, { signal, onStart, onProgress });
  }
};

function wantsEvents({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes(EVENT_STREAM) ?? false;
}
