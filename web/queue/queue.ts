/** The songs on the page and what is happening to each. Knows engines, not React. */
import type { Prediction } from '../../src/classify/prediction.ts';
import { type ErrorReport, reportError } from '../../src/errors.ts';
import { type Engine, type EngineName, type EngineProgress, Unreachable } from '../engine/engine.ts';
import { placeOf } from '../engine/places.ts';

export type Failure = { code: ErrorReport['code'] | 'unreachable'; message: string; engine: EngineName };

export type SongState =
  | { kind: 'waiting' }
  | { kind: 'uploading'; fraction: number }
  | { kind: 'listening'; secondsDone: number; fractionDone?: number }
  | {
      kind: 'done';
      prediction: Prediction;
      engine: EngineName;
      /** Place in the ear's space, if this browser analysed the song. */
      place?: readonly number[] | undefined;
    }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'cancelled' };

export interface Song {
  readonly id: string;
  readonly file: File;
  /** Whether to analyse all of it, however long it is. */
  readonly whole?: boolean;
  /** Listener's label in place of the answer; null: none of the genres. */
  readonly label?: string | null | undefined;
  readonly state: SongState;
}

export interface QueueSnapshot {
  readonly songs: readonly Song[];
  /** The song whose result is shown. */
  readonly selectedId: string | undefined;
  /** Hears the songs that start from now on. */
  readonly engine: EngineName;
}

interface Run {
  readonly stop: AbortController;
  readonly engine: EngineName;
}

export type EarlierSong = Pick<Song, 'file' | 'whole' | 'label'> & { readonly state: SongState | undefined };

/** Errors that may not recur; a damaged file stays damaged. */
const WORTH_RETRYING: readonly Failure['code'][] = ['unreachable', 'busy', 'timed-out', 'internal'];

/** The songs, and their analysis: as many at once as their engine allows. */
export class Queue {
  readonly #engines: Readonly<Record<EngineName, Engine>>;
  readonly #listeners = new Set<() => void>();
  readonly #running = new Map<string, Run>();
  #snapshot: QueueSnapshot;
  #added = 0;

  constructor(engines: Readonly<Record<EngineName, Engine>>, engine: EngineName) {
    this.#engines = engines;
    this.#snapshot = { songs: [], selectedId: undefined, engine };
  }

  readonly getSnapshot = (): QueueSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Appends songs; the first one ever is selected. Returns their ids. */
  add(files: readonly File[]): string[] {
    const fresh = files.map((file): Song => ({ id: this.#newId(), file, state: { kind: 'waiting' } }));
    const { songs: before, selectedId } = this.#snapshot;
    const songs = [...before, ...fresh];
    this.#change({ songs, selectedId: selectedId ?? songs[0]?.id });
    this.#startNext();
    return fresh.map(({ id }) => id);
  }

  /** Puts songs of an earlier visit before all others; without a state, or half-way, they are analysed. */
  restore(songs: readonly EarlierSong[]): void {
    this.#prepend(
      songs.map(({ file, whole, label, state }): Song => {
        return { id: this.#newId(), file, whole, label, state: state ?? { kind: 'waiting' } };
      }),
    );
  }

  select(id: string): void {
    this.#change({ selectedId: id });
  }

  cancel(id: string): void {
    this.#stop(id);
    this.#changeSong(id, { state: { kind: 'cancelled' } });
    this.#startNext();
  }

  /** Cancels every song that waits or is being analysed. */
  cancelAll(): void {
    this.#stopAll();
    this.#setStates(isPending, { kind: 'cancelled' });
  }

  /** Analyses a song again, with the engine chosen now. */
  retry(id: string): void {
    this.#stop(id);
    this.#changeSong(id, { state: { kind: 'waiting' } });
    this.#startNext();
  }

  /** Analyses all of a long song, of which passages were analysed. */
  analyseWhole(id: string): void {
    this.#changeSong(id, { whole: true });
    this.retry(id);
  }

  /** Analyses every song again that may go better this time. */
  retryAll(): void {
    this.#setStates(isWorthRetrying, { kind: 'waiting' });
    this.#startNext();
  }

  /** Takes a song off the list, stopping its analysis; its neighbour is selected. */
  remove(id: string): void {
    this.#stop(id);
    const { songs: before, selectedId } = this.#snapshot;
    const at = before.findIndex((song) => song.id === id);
    const songs = before.filter((song) => song.id !== id);
    const neighbour = songs[Math.min(at, songs.length - 1)]?.id;
    this.#change({ songs, selectedId: selectedId === id ? neighbour : selectedId });
    this.#startNext();
  }

  /** Takes all off the list. @returns puts them back: what was not analysed yet begins again. */
  clear(): () => void {
    const { songs, selectedId } = this.#snapshot;
    this.#stopAll();
    this.#change({ songs: [], selectedId: undefined });
    return () => {
      const back = songs.map(
        (song): Song => (isPending(song) ? { ...song, state: { kind: 'waiting' } } : song),
      );
      this.#prepend(back, selectedId);
    };
  }

  chooseEngine(engine: EngineName): void {
    this.#change({ engine });
    this.#startNext();
  }

  /** Keeps what the listener says of a song; undefined: nothing. */
  label(id: string, label: Song['label']): void {
    this.#changeSong(id, { label });
  }

  #newId(): string {
    this.#added++;
    return `song-${this.#added}`;
  }

  #prepend(back: readonly Song[], selected?: string): void {
    const { songs, selectedId } = this.#snapshot;
    this.#change({ songs: [...back, ...songs], selectedId: selected ?? selectedId ?? back[0]?.id });
    this.#startNext();
  }

  #change(changes: Partial<QueueSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes };
    for (const listener of this.#listeners) listener();
  }

  #changeSong(id: string, changes: Partial<Song>): void {
    const { songs } = this.#snapshot;
    this.#change({ songs: songs.map((song) => (song.id === id ? { ...song, ...changes } : song)) });
  }

  #setStates(chosen: (song: Song) => boolean, state: SongState): void {
    const { songs } = this.#snapshot;
    this.#change({ songs: songs.map((song) => (chosen(song) ? { ...song, state } : song)) });
  }

  #stop(id: string): void {
    this.#running.get(id)?.stop.abort();
    this.#running.delete(id);
  }

  #stopAll(): void {
    for (const id of [...this.#running.keys()]) this.#stop(id);
  }

  #startNext(): void {
    const { songs, engine } = this.#snapshot;
    const chosen = this.#engines[engine];
    const busy = [...this.#running.values()].filter((run) => run.engine === chosen.name).length;
    const next = songs.find(({ id, state }) => state.kind === 'waiting' && !this.#running.has(id));
    if (!next || busy >= chosen.atOnce) return;
    void this.#analyse(next, chosen);
    this.#startNext();
  }

  async #analyse({ id, file, whole }: Song, engine: Engine): Promise<void> {
    const run: Run = { stop: new AbortController(), engine: engine.name };
    this.#running.set(id, run);
    // After a cancel and a retry, late reports of the first run must not reach the second.
    const report = (state: SongState) => {
      if (this.#running.get(id) === run) this.#changeSong(id, { state });
    };
    try {
      const onProgress = (progress: EngineProgress) => report(stateOf(progress));
      const prediction = await engine.classify(file, { onProgress, signal: run.stop.signal, whole });
      report({ kind: 'done', prediction, engine: engine.name, place: placeOf(prediction) });
    } catch (error) {
      report({ kind: 'failed', failure: failureOf(error, engine.name) });
    }
    if (this.#running.get(id) === run) this.#running.delete(id);
    this.#startNext();
  }
}

/** True while a song waits for an answer. */
export function isPending({ state }: Song): boolean {
  return state.kind === 'waiting' || state.kind === 'uploading' || state.kind === 'listening';
}

export function isWorthRetrying({ state }: Song): boolean {
  return (
    state.kind === 'cancelled' || (state.kind === 'failed' && WORTH_RETRYING.includes(state.failure.code))
  );
}

function stateOf(progress: EngineProgress): SongState {
  if (progress.stage === 'waiting') return { kind: 'waiting' };
  if (progress.stage === 'uploading') return { kind: 'uploading', fraction: progress.fraction };
  return { kind: 'listening', secondsDone: progress.secondsDone, fractionDone: progress.fractionDone };
}

function failureOf(error: unknown, engine: EngineName): Failure {
  if (error instanceof Unreachable) return { code: 'unreachable', message: error.message, engine };
  return { ...reportError(error), engine };
}
