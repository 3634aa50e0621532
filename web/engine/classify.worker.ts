/**
 * Worker entry. It listens before it loads anything: the runtime is awaited while its module loads, and
 * messages until then would be lost.
 */
import type { ClassifyRequest, WorkerMessage } from './worker-messages.ts';

addEventListener('message', async ({ data }: MessageEvent<ClassifyRequest>) => {
  const loaded = await import('./classify-request.ts').catch(() => undefined);
  if (loaded) await loaded.answerRequest(data);
  else
    postMessage({
      kind: 'unreachable',
      message: 'The listener could not be fetched.',
    } satisfies WorkerMessage);
});
