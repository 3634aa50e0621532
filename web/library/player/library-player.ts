/** The one player of the library: what plays, and what comes after it. Knows the browser's audio, not React. */
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { createStore, type Store } from '../../shell/store.ts';
import { audioAddress } from '../api.ts';

export interface Playing {
  /** Undefined: nothing was chosen yet, and the bar is not shown. */
  readonly song: LibrarySong | undefined;
  readonly status: 'loading' | 'playing' | 'paused' | 'failed';
  readonly seconds: number;
  /** Played after it, in this order. */
  readonly next: readonly LibrarySong[];
}

export interface LibraryPlayer {
  readonly state: Store<Playing>;
  /** Plays a song from its beginning, then `next`. */
  play(song: LibrarySong, next?: readonly LibrarySong[]): void;
  /** Plays this song, or pauses it where it plays. */
  toggle(song: LibrarySong, next?: readonly LibrarySong[]): void;
  /** Pauses what plays, or goes on. */
  pauseOrResume(): void;
  seek(seconds: number): void;
  /** Plays the next one; ends where there is none. */
  skip(): void;
  /** Plays a few seconds from the middle of a song, quietly first; not while another plays. */
  preview(id: number, durationSeconds: number): void;
  endPreview(): void;
  /** Stops, and puts the bar away. */
  stop(): void;
}

const SILENT: Playing = { song: undefined, status: 'paused', seconds: 0, next: [] };
const PREVIEW_SECONDS = 8;
/** Where songs are usually what they are. */
const PREVIEW_FROM = 0.35;
const FADE_SECONDS = 0.6;
const STEPS_A_SECOND = 4;

export function createPlayer(): LibraryPlayer {
  const state = createStore<Playing>(SILENT);
  const audio = new Audio();
  const sample = new Audio();
  let sampleFrom = 0;

  const change = (changes: Partial<Playing>) => state.set({ ...state.get(), ...changes });
  const start = (song: LibrarySong, next: readonly LibrarySong[]) => {
    endPreview();
    change({ song, status: 'loading', seconds: 0, next });
    audio.src = audioAddress(song.id);
    void audio.play().catch(ignoreInterruption);
  };
  const skip = () => {
    const [song, ...next] = state.get().next;
    if (song) start(song, next);
    else change({ status: 'paused', seconds: 0 });
  };
  const endPreview = () => {
    sample.pause();
    sample.removeAttribute('src');
  };
  const fadePreview = () => {
    const played = sample.currentTime - sampleFrom;
    if (played >= PREVIEW_SECONDS) return endPreview();
    sample.volume = Math.max(
      0,
      Math.min(1, played / FADE_SECONDS, (PREVIEW_SECONDS - played) / FADE_SECONDS),
    );
  };
  const pauseOrResume = () => {
    const { song, status, next } = state.get();
    if (!song) return;
    if (status === 'failed') start(song, next);
    else if (audio.paused) void audio.play().catch(ignoreInterruption);
    else audio.pause();
  };

  audio.onplaying = () => change({ status: 'playing' });
  audio.onpause = () => {
    if (!audio.ended) change({ status: 'paused' });
  };
  audio.onwaiting = () => change({ status: 'loading' });
  audio.ontimeupdate = () => {
    const seconds = Math.floor(audio.currentTime * STEPS_A_SECOND) / STEPS_A_SECOND;
    if (seconds !== state.get().seconds) change({ seconds });
  };
  audio.onended = skip;
  audio.onerror = () => {
    if (audio.getAttribute('src')) change({ status: 'failed' });
  };
  sample.ontimeupdate = fadePreview;
  sample.onerror = endPreview;

  return {
    state,
    play: (song, next = []) => start(song, next),
    toggle(song, next = []) {
      if (state.get().song?.id === song.id) pauseOrResume();
      else start(song, next);
    },
    pauseOrResume,
    seek(seconds) {
      audio.currentTime = seconds;
      change({ seconds });
    },
    skip,
    preview(id, durationSeconds) {
      if (!audio.paused) return;
      sampleFrom = Math.max(0, Math.min(durationSeconds * PREVIEW_FROM, durationSeconds - PREVIEW_SECONDS));
      sample.volume = 0;
      sample.src = `${audioAddress(id)}#t=${sampleFrom.toFixed(1)}`;
      void sample.play().catch(ignoreInterruption);
    },
    endPreview,
    stop() {
      endPreview();
      audio.pause();
      audio.removeAttribute('src');
      state.set(SILENT);
    },
  };
}

/** `play` is refused where another song was asked for meanwhile; real failures come as `error`. */
function ignoreInterruption(): void {}
