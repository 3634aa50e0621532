/** Runs work concurrently with its caller: of each kind one at a time, in order. */
export class Overlap {
  readonly #last = new Map<unknown, Promise<void>>();
  #heldMs = 0;

  /** Milliseconds that the caller waited for work, or was blocked by it. */
  get heldMs(): number {
    return this.#heldMs;
  }

  /** Starts the work once the last of its kind is done. @throws what that threw */
  async begin(kind: unknown, work: () => Promise<void>): Promise<void> {
    const started = performance.now();
    await this.#last.get(kind);
    const running = work();
    // Thrown where it is waited for; nobody waits where the caller has failed meanwhile.
    running.catch(() => {});
    this.#last.set(kind, running);
    this.#heldMs += performance.now() - started;
  }

  /** Waits for all of it. @throws what any of it threw */
  async end(): Promise<void> {
    const started = performance.now();
    await Promise.all(this.#last.values());
    this.#heldMs += performance.now() - started;
  }
}
