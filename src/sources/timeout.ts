import { TonearmError } from '../errors.ts';

/** Signal that aborts with `outer`, and after `seconds`. Stop it when the work is done. */
export function withTimeout(
  seconds: number,
  outer: AbortSignal | undefined,
): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const forward = () => controller.abort(outer?.reason);
  const expire = () =>
    controller.abort(
      new TonearmError('timed-out', `Expected the whole answer within ${seconds} s, got a part of it.`),
    );
  const timer = setTimeout(expire, seconds * 1000);
  outer?.addEventListener('abort', forward);
  if (outer?.aborted) forward();
  const stop = () => {
    clearTimeout(timer);
    outer?.removeEventListener('abort', forward);
  };
  return { signal: controller.signal, stop };
}
