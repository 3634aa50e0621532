import type { FastifyReply } from 'fastify';
import { TonearmError } from '../errors.ts';

/** Aborts when the client goes away before it has its answer, or when the server ends. */
export function endOf({ raw }: FastifyReply, shutdown: AbortSignal): AbortController {
  const controller = new AbortController();
  const end = () => controller.abort(new TonearmError('cancelled', 'The work was called off.'));
  shutdown.addEventListener('abort', end);
  raw.once('close', () => {
    shutdown.removeEventListener('abort', end);
    if (!raw.writableFinished) end();
  });
  return controller;
}
