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

export interface Queue {
  getSnapshot(): QueueSnapshot;
  subscribe(listener: () => void): () => void;
  /** Appends songs; the first one ever is selected. Returns their ids. */
  add(files: readonly File[]): string[];
  /** Puts songs of an earlier visit before all others; without a state, or half-way, they are heard. */
  restore(songs: readonly EarlierSong[]): void;
  select(id: string): void;
  cancel(id: string): void;
  /** Cancels every song that waits or is being heard. */
  cancelAll(): void;
  /** Hears a song again, with the engine chosen now. */
  retry(id: string): void;
  /** Hears all of a long song, of which passages were heard. */
  analyseWhole(id: string): void;
  /** Hears every song again that may go better this time. */
  retryAll(): void;
  /** Takes a song off the list, stopping it if it is being heard; its neighbour is selected. */
  remove(id: string): void;
  /** Takes all off the list. @returns puts them back: what was not heard yet begins again. */
  clear(): () => void;
  chooseEngine(engine: EngineName): void;
  /** Keeps what the listener says of a song; undefined: nothing. */
  label(id: string, label: Song['label']): void;
}

export type EarlierSong = Pick<Song, 'file' | 'whole' | 'label'> & { readonly state: SongState | undefined };

/** Errors that may not recur; a damaged file stays damaged. */
const WORTH_RETRYING: readonly Failure['code'][] = ['unreachable', 'busy', 'timed-out', 'internal'];

export function createQueue(engines: Readonly<Record<EngineName, Engine>>, engine: EngineName): Queue {
  const listeners = new Set<() => void>();
  const running = new Map<string, { stop: AbortController; engine: EngineName }>();
  let snapshot: QueueSnapshot = { songs: [], selectedId: undefined, engine };
  let added = 0;

  const change = (changes: Partial<QueueSnapshot>) => {
    snapshot = { ...snapshot, ...changes };
    for (const listener of listeners) listener();
  };
  const setState = (id: string, state: SongState) => changeSong(id, { state });
  const setStates = (chosen: (song: Song) => boolean, state: SongState) =>
    change({ songs: snapshot.songs.map((song) => (chosen(song) ? { ...song, state } : song)) });
  const changeSong = (id: string, changes: Partial<Song>) =>
    change({ songs: snapshot.songs.map((song) => (song.id === id ? { ...song, ...changes } : song)) });
  const stop = (id: string) => {
    running.get(id)?.stop.abort();
    running.delete(id);
  };

  const startNext = () => {
    const chosen = engines[snapshot.engine];
    const busy = [...running.values()].filter((run) => run.engine === chosen.name).length;
    const next = snapshot.songs.find((song) => song.state.kind === 'waiting' && !running.has(song.id));
    if (!next || busy >= chosen.atOnce) return;
    void analyse(next, chosen);
    startNext();
  };

  const analyse = async ({ id, file, whole }: Song, chosen: Engine) => {
    const run = { stop: new AbortController(), engine: chosen.name };
    running.set(id, run);
    // After a cancel and a retry, what the first run still says must not reach the second.
    const report = (state: SongState) => {
      if (running.get(id) === run) setState(id, state);
    };
    try {
      const onProgress = (progress: EngineProgress) => report(stateOf(progress));
      const prediction = await chosen.classify(file, { onProgress, signal: run.stop.signal, whole });
      report({ kind: 'done', prediction, engine: chosen.name, place: placeOf(prediction) });
    } catch (error) {
      report({ kind: 'failed', failure: failureOf(error, chosen.name) });
    }
    if (running.get(id) === run) running.delete(id);
    startNext();
  };

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(files) {
      const fresh = files.map((file): Song => {
        added++;
        return { id: `song-${added}`, file, state: { kind: 'waiting' } };
      });
      const songs = [...snapshot.songs, ...fresh];
      change({ songs, selectedId: snapshot.selectedId ?? songs[0]?.id });
      startNext();
      return fresh.map(({ id }) => id);
    },
    restore(songs) {
      const back = songs.map(({ file, whole, label, state }): Song => {
        added++;
        return { id: `song-${added}`, file, whole, label, state: state ?? { kind: 'waiting' } };
      });
      change({ songs: [...back, ...snapshot.songs], selectedId: snapshot.selectedId ?? back[0]?.id });
      startNext();
    },
    select: (id) => change({ selectedId: id }),
    cancel(id) {
      stop(id);
      setState(id, { kind: 'cancelled' });
      startNext();
    },
    cancelAll() {
      for (const id of [...running.keys()]) stop(id);
      setStates(isPending, { kind: 'cancelled' });
    },
    retry(id) {
      stop(id);
      setState(id, { kind: 'waiting' });
      startNext();
    },
    analyseWhole(id) {
      changeSong(id, { whole: true });
      this.retry(id);
    },
    retryAll() {
      setStates(isWorthRetrying, { kind: 'waiting' });
      startNext();
    },
    remove(id) {
      stop(id);
      const at = snapshot.songs.findIndex((song) => song.id === id);
      const songs = snapshot.songs.filter((song) => song.id !== id);
      const neighbour = songs[Math.min(at, songs.length - 1)]?.id;
      change({ songs, selectedId: snapshot.selectedId === id ? neighbour : snapshot.selectedId });
      startNext();
    },
    clear() {
      const { songs, selectedId } = snapshot;
      for (const id of [...running.keys()]) stop(id);
      change({ songs: [], selectedId: undefined });
      return () => {
        const back = songs.map((song) =>
          isPending(song) ? { ...song, state: { kind: 'waiting' } as const } : song,
        );
        change({ songs: [...back, ...snapshot.songs], selectedId: selectedId ?? snapshot.selectedId });
        startNext();
      };
    },
    chooseEngine(name) {
      change({ engine: name });
      startNext();
    },
    label: (id, label) => changeSong(id, { label }),
  };
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
