import { rm } from 'node:fs/promises';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { DEFAULT_PASSAGES } from '../../analysis/passages.ts';
import type { Progress } from '../../classify/classify.ts';
import type { Prediction } from '../../classify/prediction.ts';
import type { SongAddress } from '../../sources/sources.ts';
import { type Client, clientOf } from '../access/client.ts';
import { EVENT_STREAM, EVENTS, eventStream } from '../event-stream.ts';
import { logProblem } from '../failures.ts';
import { Quota } from '../quota.ts';
import { receiveUpload } from '../receive.ts';
import { ClassificationQuerySchema, type ProgressEvent } from '../schema.ts';
import type { Services } from '../services.ts';
import { addressInBody, fetchOptions } from '../song-address.ts';
import type { Upload } from '../uploads.ts';
import { modelPathOf } from './model-path.ts';
import { jsonOf, PROBLEMS } from './responses.ts';

interface Song {
  readonly client: Client;
  readonly upload: Upload;
  readonly modelPath: string;
  readonly passages: number | undefined;
  readonly describe: boolean | undefined;
  readonly signal: AbortSignal;
  /** Address of a song to fetch; undefined if its bytes were sent. */
  address?: SongAddress;
  /** Whether it has a place in the queue or at a worker. */
  placed: boolean;
}

type ClassificationQuery = Static<typeof ClassificationQuerySchema>;
type Notify = (progress: ProgressEvent) => void;

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

/** Route `POST /api/classifications`: file in, genre out. */
export const classifications: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { limits, aborts } = services;
  const service = new ClassificationService(services);

  app.removeAllContentTypeParsers();
  await app.register(import('@fastify/multipart'));
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  const rateLimit = { max: limits.classificationsPerMinute, timeWindow: '1 minute' };
  app.post('/api/classifications', { schema, config: { rateLimit } }, async (request, reply) => {
    const song = await service.receive(request, request.query, aborts.of(reply));
    if (!wantsEvents(request)) return service.answer(song);
    const work = (onProgress: Notify) => service.answer(song, onProgress);
    return reply
      .headers({ 'cache-control': 'no-store', 'content-type': EVENT_STREAM, 'x-accel-buffering': 'no' })
      .send(eventStream(work, (error) => logProblem(error, request)));
  });
};

/** Service that receives songs, gives them places in the queue, and has them classified. */
class ClassificationService {
  readonly #services: Services;
  readonly #places: Quota;

  constructor(services: Services) {
    const { limits, workers } = services;
    const total = workers + limits.queueLength;
    this.#services = services;
    this.#places = new Quota({
      total,
      perClient: Math.ceil(total * limits.clientShare),
      refusal: 'Every place in the queue is taken. Try again in a moment.',
    });
  }

  /** Song of a request, with all of its bytes or its address. @throws busy, and errors of what was sent */
  async receive(request: FastifyRequest, query: ClassificationQuery, ending: AbortController): Promise<Song> {
    const { limits, uploads } = this.#services;
    const { model, whole, describe, passages = DEFAULT_PASSAGES } = query;
    const modelPath = await modelPathOf(this.#services, model);
    const client = clientOf(request);
    // Whoever would find no place need not send the song.
    this.#places.check(client);
    const song: Song = {
      client,
      upload: uploads.begin(client),
      modelPath,
      passages: whole ? undefined : passages,
      describe,
      signal: ending.signal,
      placed: false,
    };
    try {
      await receiveUpload(request, song.upload, limits, ending);
      song.address = await addressInBody(request, song.upload.path);
      if (!song.address) this.#takePlace(song);
      return song;
    } catch (error) {
      await this.#leave(song);
      throw error;
    }
  }

  async answer(song: Song, notify?: Notify): Promise<Prediction> {
    try {
      if (song.address) {
        await this.#fetch(song.address, song, notify);
        this.#takePlace(song);
      }
      return await this.#classify(song, notify);
    } finally {
      await this.#leave(song);
    }
  }

  /** Takes a place once all bytes arrived: slow senders hold up nobody. @throws busy */
  #takePlace(song: Song): void {
    this.#places.take(song.client);
    song.placed = true;
  }

  async #leave({ client, upload, placed }: Song): Promise<void> {
    if (placed) this.#places.give(client);
    await upload.remove();
  }

  async #fetch(address: SongAddress, { upload, signal }: Song, notify?: Notify): Promise<void> {
    const { limits, sources } = this.#services;
    const onProgress = ({ fractionDone = 0 }) =>
      notify?.({ stage: 'fetching', secondsDone: 0, fractionDone });
    onProgress({});
    await rm(upload.path);
    await sources.fetch(address, upload.path, fetchOptions(limits, upload, { signal, onProgress }));
  }

  #classify({ upload, modelPath, passages, describe, signal }: Song, notify?: Notify): Promise<Prediction> {
    const { limits, pool } = this.#services;
    const onProgress = (progress: Progress) => notify?.({ stage: 'listening', ...progress });
    const onStart = () => onProgress({ secondsDone: 0, fractionDone: 0 });
    notify?.({ stage: 'waiting', secondsDone: 0, fractionDone: 0 });
    const task = { path: upload.path, modelPath, passages, describe, maxSeconds: limits.songSeconds };
    return pool.run(task, { signal, onStart, onProgress });
  }
}

function wantsEvents({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes(EVENT_STREAM) ?? false;
}
