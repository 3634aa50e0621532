import type { FastifyReply } from 'fastify';
import { TonearmError } from '../errors.ts';

/** Requests in flight, which all end with the server. */
export class RequestAborts {
  readonly #open = new Set<AbortController>();
  #over = false;

  /** Controller that aborts when the client disconnects before its answer, or when the server ends. */
  of({ raw }: FastifyReply): AbortController {
    const controller = new AbortController();
    this.#open.add(controller);
    raw.once('close', () => {
      this.#open.delete(controller);
      if (!raw.writableFinished) end(controller);
    });
    if (this.#over) end(controller);
    return controller;
  }

  abortAll(): void {
    this.#over = true;
    for (const controller of this.#open) end(controller);
  }
}

function end(controller: AbortController): void {
  controller.abort(new TonearmError('cancelled', 'The work was called off.'));
}
