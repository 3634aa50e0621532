/**
 * Worker entry. It listens before it loads anything: the runtime is awaited while its module loads, and
 * messages until then would be lost.
 */
import type { WithoutAnswer, WithoutRequest } from './messages.ts';

addEventListener('message', async ({ data }: MessageEvent<WithoutRequest>) => {
  const loaded = await import('./without-request.ts').catch(() => undefined);
  if (loaded) await loaded.answerRequest(data);
  else postMessage({ kind: 'failed', message: 'Go online once and try again.' } satisfies WithoutAnswer);
});
