import type { FastifyReply } from 'fastify';
import { TonearmError } from '../errors.ts';

/** The requests that are being answered, so that the end of the server ends them all. */
export class Endings {
  readonly #open = new Set<AbortController>();
  #over = false;

  /** Aborts when the client goes away before it has its answer, or when the server ends. */
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

  endAll(): void {
    this.#over = true;
    for (const controller of this.#open) end(controller);
  }
}

function end(controller: AbortController): void {
  controller.abort(new TonearmError('cancelled', 'The work was called off.'));
}
