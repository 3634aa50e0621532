/** Reanalysis in the background of songs that an older version analysed, unless it is paused. */
import { type ReanalyseOptions, reanalyse, waitingSongs } from '../../library/scan/reanalyse.ts';
import type { Library } from '../../library/store/store.ts';
import type { Reanalysis as State } from '../library-schema.ts';

export interface ReanalysisRequest extends Pick<ReanalyseOptions, 'modelPath' | 'modelName'> {
  readonly onError: (error: unknown) => void;
}

interface Run {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

export class Reanalysis {
  readonly #library: Library;
  readonly #folders: readonly string[];
  #request: ReanalysisRequest | undefined;
  #run: Run | undefined;
  #paused = false;
  #waiting = 0;

  constructor(library: Library, folders: readonly string[]) {
    this.#library = library;
    this.#folders = folders;
  }

  /** Number of songs with the values of an older version. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Progress for so many songs; null if it neither runs nor is paused. */
  stateOf(songs: number): State | null {
    if (this.#waiting === 0 || (this.#run === undefined && !this.#paused)) return null;
    return { done: Math.max(0, songs - this.#waiting), total: songs, paused: this.#paused };
  }

  start(request: ReanalysisRequest): void {
    this.#request = request;
    this.resume();
  }

  async pause(paused: boolean): Promise<void> {
    this.#paused = paused;
    if (paused) await this.stop();
    else this.resume();
  }

  /** Stops for a scan, which does the same work and more. */
  async stop(): Promise<void> {
    this.#run?.controller.abort();
    await this.#run?.ended;
  }

  /** Continues, if songs wait and it is not paused. */
  resume(): void {
    if (this.#run || this.#request === undefined) return;
    const { onError } = this.#request;
    const controller = new AbortController();
    const ended = this.#work(this.#request, controller.signal)
      .catch((error) => {
        if (!controller.signal.aborted) onError(error);
      })
      .finally(() => {
        this.#run = undefined;
      });
    this.#run = { controller, ended };
  }

  async #work(request: ReanalysisRequest, signal: AbortSignal): Promise<void> {
    const waiting = await waitingSongs(this.#library, this.#folders, request);
    this.#waiting = waiting.length;
    if (waiting.length === 0 || this.#paused || signal.aborted) return;
    const onProgress = ({ done }: { done: number }) => {
      this.#waiting = waiting.length - done;
    };
    await reanalyse(this.#library, waiting, { ...request, signal, onProgress });
    // Those whose files are gone or broken still wait.
    this.#waiting = (await waitingSongs(this.#library, this.#folders, request)).length;
  }
}
