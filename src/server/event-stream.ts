import { PassThrough, type Readable } from 'node:stream';
import type { Prediction } from '../classify/prediction.ts';
import type { Problem, ProgressEvent } from './schema.ts';

export const EVENT_STREAM = 'text/event-stream';

/** Schema field of routes that answer with events: their names, and the schemas of their data. */
export const EVENTS = 'x-events';

/**
 * Schema of any event of a stream, as OpenAPI 3.2 describes its items.
 * @param schemas by name of the event, the name of the schema of its data.
 */
export function eventSchema(schemas: Readonly<Record<string, string>>) {
  const kinds = Object.entries(schemas).map(([event, name]) => ({
    type: 'object',
    properties: {
      id: { type: 'string' },
      event: { const: event },
      data: {
        type: 'string',
        contentMediaType: 'application/json',
        contentSchema: { $ref: `#/components/schemas/${name}` },
      },
    },
    required: ['event', 'data'],
  }));
  return { oneOf: kinds };
}

/** Interval of heartbeat comments: proxies close connections that are silent for long. */
const HEARTBEAT_MS = 15_000;

/**
 * Classification as server-sent events: `progress` any number of times, each with the model's answer for a
 * segment as soon as there is one, then one `result` (the prediction of the whole song) or one `error` (a
 * problem).
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
