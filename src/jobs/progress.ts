/** Progress through a list of files. */
export interface FilesProgress {
  readonly done: number;
  readonly total: number;
  /** Number of finished files that needed no analysis. */
  readonly cached: number;
  /** Songs a second since the first analysed one; 0 before. */
  readonly rate: number;
  /** Estimated seconds left, from the files since the first analysis; undefined until a few were analysed. */
  readonly secondsLeft: number | undefined;
}

/** Minimum number of analysed files for an estimate. */
const MIN_ANALYSED = 4;

/**
 * Counts files. The clock starts with the first finished analysis: before it, processes start and open their
 * models.
 * @param now milliseconds
 */
export class FilesProgressCounter {
  readonly #total: number;
  readonly #now: () => number;
  #done = 0;
  #cached = 0;
  #first: { readonly at: number; readonly done: number } | undefined;

  constructor(total: number, now: () => number = () => performance.now()) {
    this.#total = total;
    this.#now = now;
  }

  /** Counts a finished file. */
  count(cached: boolean): FilesProgress {
    this.#done++;
    if (cached) this.#cached++;
    else this.#first ??= { at: this.#now(), done: this.#done };
    const [done, cachedFiles, total] = [this.#done, this.#cached, this.#total];
    const analysed = done - cachedFiles;
    const [seconds, since] = this.#first
      ? [Math.max(1e-3, (this.#now() - this.#first.at) / 1000), done - this.#first.done]
      : [1, 0];
    const secondsLeft = analysed >= MIN_ANALYSED ? ((total - done) * seconds) / since : undefined;
    const rate = analysed > 1 ? (analysed - 1) / seconds : 0;
    return { done, total, cached: cachedFiles, rate, secondsLeft };
  }
}
