/**
 * Worker entry. It listens before it loads anything: the runtime is awaited while its module loads, and
 * messages until then would be lost.
 */
import type { AblationAnswer, AblationRequest } from './messages.ts';

addEventListener('message', async ({ data }: MessageEvent<AblationRequest>) => {
  const loaded = await import('./ablation-request.ts').catch(() => undefined);
  if (loaded) await loaded.answerRequest(data);
  else postMessage({ kind: 'failed', message: 'Go online once and try again.' } satisfies AblationAnswer);
});
