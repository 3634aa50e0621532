import { PassThrough, type Readable } from 'node:stream';
import type { Prediction } from '../classify/prediction.ts';
import type { Problem, ProgressEvent } from './schema.ts';

export const EVENT_STREAM = 'text/event-stream';
/** Proxies close connections on which nothing is said. */
const HEARTBEAT_MS = 15_000;

/**
 * Work as a stream of server-sent events: `progress` any number of times, then one `result` (a prediction) or
 * one `error` (a problem).
 */
export function eventStream(
  work: (onProgress: (progress: ProgressEvent) => void) => Promise<Prediction>,
  describe: (error: unknown) => Problem,
): Readable {
  const stream = new PassThrough();
  const send = (event: string, data: unknown) => {
    if (stream.writable) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const heartbeat = setInterval(() => stream.writable && stream.write(': still here\n\n'), HEARTBEAT_MS);
  work((progress) => send('progress', progress))
    .then((prediction) => send('result', prediction))
    .catch((error) => send('error', describe(error)))
    .finally(() => {
      clearInterval(heartbeat);
      stream.end();
    });
  return stream;
}
