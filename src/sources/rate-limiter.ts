/** Sliding-window limiter: so many calls in any span of so many seconds. */
export class RateLimiter {
  #times: number[] = [];
  readonly #calls: number;
  readonly #spanMs: number;
  readonly #now: () => number;

  constructor(
    { calls, seconds }: { calls: number; seconds: number },
    now: () => number = () => performance.now(),
  ) {
    this.#calls = calls;
    this.#spanMs = seconds * 1000;
    this.#now = now;
  }

  /** Takes a call from the budget; false if it is exhausted. */
  take(): boolean {
    const now = this.#now();
    this.#times = this.#times.filter((time) => time > now - this.#spanMs);
    if (this.#times.length >= this.#calls) return false;
    this.#times.push(now);
    return true;
  }
}
