import { rm } from 'node:fs/promises';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { DEFAULT_PASSAGES } from '../../analysis/passages.ts';
import type { Progress } from '../../classify/classify.ts';
import type { Prediction } from '../../classify/prediction.ts';
import { TonearmError } from '../../errors.ts';
import type { SongAddress } from '../../sources/sources.ts';
import { endOf } from '../ending.ts';
import { EVENT_STREAM, eventStream } from '../events.ts';
import { logProblem } from '../failures.ts';
import { receiveUpload } from '../receive.ts';
import { ClassificationQuerySchema, type ProgressEvent } from '../schema.ts';
import type { Services } from '../services.ts';
import { addressInBody, fetchOptions } from '../song-address.ts';
import { jsonOf, PROBLEMS } from './responses.ts';

interface Song {
  readonly path: string;
  readonly modelPath: string;
  readonly passages: number | undefined;
  readonly signal: AbortSignal;
  /** Where the song is to be fetched from; undefined where it was sent. */
  address?: SongAddress;
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
};

/** `POST /api/classifications`: file in, genre out. */
export const classifications: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { limits, pool, catalog, uploads, sources, workers, shutdown } = services;
  const places = workers + limits.queueLength;
  let taken = 0;

  app.removeAllContentTypeParsers();
  await app.register(import('@fastify/multipart'));
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  const rateLimit = { max: limits.classificationsPerMinute, timeWindow: '1 minute' };
  app.post('/api/classifications', { schema, config: { rateLimit } }, async (request, reply) => {
    const { model, whole, passages = DEFAULT_PASSAGES } = request.query;
    const modelPath = catalog.pathOf(model);
    const ending = endOf(reply, shutdown);
    const song: Song = {
      path: uploads.newPath(),
      modelPath,
      passages: whole ? undefined : passages,
      signal: ending.signal,
    };
    if (taken >= places)
      throw new TonearmError('busy', 'Expected a free place in the queue, got none: try again soon.');
    taken++;
    const leave = async () => {
      taken--;
      await rm(song.path, { force: true });
    };
    try {
      await receiveUpload(request, song.path, limits, ending);
      song.address = await addressInBody(request, song.path);
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

  async function hear(song: Song, tell?: (progress: ProgressEvent) => void): Promise<Prediction> {
    if (song.address) await fetchSong(song.address, song, tell);
    return listen(song, tell);
  }

  async function fetchSong(
    address: SongAddress,
    { path, signal }: Song,
    tell?: (progress: ProgressEvent) => void,
  ): Promise<void> {
    const onProgress = ({ fractionDone = 0 }) => tell?.({ stage: 'fetching', secondsDone: 0, fractionDone });
    onProgress({});
    await rm(path);
    await sources.fetch(address, path, { ...fetchOptions(limits, signal), onProgress });
  }

  function listen(
    { path, modelPath, passages, signal }: Song,
    tell?: (progress: ProgressEvent) => void,
  ): Promise<Prediction> {
    const onProgress = (progress: Progress) => tell?.({ stage: 'listening', ...progress });
    const onStart = () => onProgress({ secondsDone: 0, fractionDone: 0 });
    tell?.({ stage: 'waiting', secondsDone: 0, fractionDone: 0 });
    const task = { path, modelPath, passages, maxSeconds: limits.songSeconds };
    return pool.run(task, { signal, onStart, onProgress });
  }
};

function wantsEvents({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes(EVENT_STREAM) ?? false;
}
