/** Work, given the end of the one of its kind that began before it. */
type Work = (before: Promise<void> | undefined) => Promise<void>;

/** Runs work concurrently with its caller: of each kind one or a few at a time, begun in order. */
export class Overlap {
  /** Newest work by kind, as many as run at once. */
  readonly #newest = new Map<unknown, readonly Promise<void>[]>();
  #heldMs = 0;

  /** Milliseconds that the caller waited for work, or was blocked by it. */
  get heldMs(): number {
    return this.#heldMs;
  }

  /** Starts the work once fewer than `atOnce` of its kind run. @throws what one of them threw */
  async begin(kind: unknown, work: Work, atOnce = 1): Promise<void> {
    const started = performance.now();
    const newest = this.#newest.get(kind) ?? [];
    await newest.at(-atOnce);
    const running = work(newest.at(-1));
    // Thrown where it is waited for; nobody waits where the caller has failed meanwhile.
    running.catch(() => {});
    this.#newest.set(kind, [...newest, running].slice(-atOnce));
    this.#heldMs += performance.now() - started;
  }

  /** Waits for all of it. @throws what any of it threw */
  async end(): Promise<void> {
    const started = performance.now();
    await Promise.all([...this.#newest.values()].flat());
    this.#heldMs += performance.now() - started;
  }
}
