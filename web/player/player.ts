/** The one player of the page: what plays, what comes after it, and how loud. Knows the browser's audio, not React. */
import type { Prediction } from '../../src/classify/prediction.ts';
import type { LibrarySong } from '../../src/server/library-schema.ts';
import { createStore, type Store } from '../shell/store.ts';
import {
  orderFrom,
  type PlayOrder,
  placeAfter,
  placeBefore,
  type Repeat,
  renewed,
  shuffle,
  unshuffle,
  withoutPlace,
} from './play-order.ts';

/** Playable track with its metadata. */
export interface Track {
  /** Key of the track. */
  readonly key: string;
  readonly title: string;
  readonly artist?: string | undefined;
  readonly album?: string | undefined;
  /** The page that tells more. */
  readonly href: string;
  /** Source: an address, or the sound itself. */
  readonly source: string | File;
  /** 0 until it is known. */
  readonly durationSeconds: number;
  /** Address of its picture. */
  readonly cover?: string | undefined;
  /** A CSS colour: its genre's. */
  readonly tint: string;
  /** The course of genres along it, where that is known. */
  readonly prediction?: Prediction | undefined;
  /** Song of the library, if it is one. */
  readonly song?: LibrarySong | undefined;
}

export type Status = 'loading' | 'playing' | 'paused' | 'failed';

export interface Playing extends PlayOrder<Track> {
  /** Undefined: nothing was chosen yet, and the player is not shown. */
  readonly track: Track | undefined;
  readonly status: Status;
  readonly durationSeconds: number;
  readonly shuffled: boolean;
  readonly repeat: Repeat;
  /** 0..1, as the slider stands. */
  readonly volume: number;
  readonly muted: boolean;
}

export interface Player {
  readonly state: Store<Playing>;
  /** Seconds into the track, a few times a second. */
  readonly position: Store<number>;
  /** Tells the seconds into the track at every frame while it plays. @returns stops that. */
  onFrame(listener: (seconds: number) => void): () => void;
  /** Plays one of these, then those after it. */
  play(tracks: readonly Track[], at?: number, fromSeconds?: number): void;
  /** Puts back what an earlier visit had, without a sound. */
  restore(tracks: readonly Track[], at: number, seconds: number): void;
  pauseOrResume(): void;
  pause(): void;
  seek(seconds: number): void;
  /** Plays the next track; stops after the last. */
  next(): void;
  /** Restarts this track, or at its start goes to the one before. */
  previous(): void;
  /** Plays another track of the list. */
  jump(place: number): void;
  /** Takes one that does not play out of the tracks. */
  remove(place: number): void;
  /** Updates the metadata of tracks. */
  renew(renew: (track: Track) => Track): void;
  setShuffled(shuffled: boolean): void;
  setRepeat(repeat: Repeat): void;
  setVolume(volume: number): void;
  toggleMuted(): void;
  /** Stops, and closes the player. */
  stop(): void;
}

const SILENT = {
  track: undefined,
  tracks: [],
  at: 0,
  unshuffled: undefined,
  status: 'paused',
  durationSeconds: 0,
} as const satisfies Partial<Playing>;
const STEPS_A_SECOND = 12;
/** Seconds after which "previous" restarts the track. */
const RESTART_SECONDS = 3;
const VOLUME_KEY = 'tonearm-volume';

export function createPlayer(random: () => number = Math.random): Player {
  const state = createStore<Playing>({
    ...SILENT,
    shuffled: false,
    repeat: 'off',
    volume: keptVolume(),
    muted: false,
  });
  const position = createStore(0);
  const frames = new Set<(seconds: number) => void>();
  const audio = new Audio();
  audio.volume = loudness(state.get().volume);
  /** Source that `audio` holds, by track. */
  let held: { key: string; url: string | undefined } | undefined;

  const change = (changes: Partial<Playing>) => state.set({ ...state.get(), ...changes });
  const moveTo = (seconds: number) => {
    position.set(Math.round(seconds * STEPS_A_SECOND) / STEPS_A_SECOND);
    for (const listener of frames) listener(seconds);
  };
  const letGo = () => {
    if (held?.url) URL.revokeObjectURL(held.url);
    held = undefined;
  };
  const hold = ({ key, source }: Track) => {
    letGo();
    const url = typeof source === 'string' ? undefined : URL.createObjectURL(source);
    held = { key, url };
    audio.src = url ?? (source as string);
  };
  const playAudio = () => void audio.play().catch(ignoreInterruption);
  const start = (order: PlayOrder<Track>, fromSeconds = 0) => {
    const track = order.tracks[order.at];
    if (!track) return;
    change({ ...order, track, status: 'loading', durationSeconds: track.durationSeconds });
    hold(track);
    if (fromSeconds > 0) audio.currentTime = fromSeconds;
    moveTo(fromSeconds);
    playAudio();
  };
  const goTo = (place: number | undefined) => {
    if (place !== undefined) start({ ...orderOf(state.get()), at: place });
  };
  const tick = () => {
    if (audio.paused) return;
    moveTo(audio.currentTime);
    requestAnimationFrame(tick);
  };
  const seek = (seconds: number) => {
    if (held) audio.currentTime = seconds;
    moveTo(seconds);
  };

  audio.onplaying = () => {
    change({ status: 'playing' });
    requestAnimationFrame(tick);
  };
  audio.onpause = () => {
    if (!audio.ended && held) change({ status: 'paused' });
  };
  audio.onwaiting = () => change({ status: 'loading' });
  // Frames rest while the tab is not seen.
  audio.ontimeupdate = () => {
    if (held) moveTo(audio.currentTime);
  };
  audio.ondurationchange = () => {
    if (Number.isFinite(audio.duration)) change({ durationSeconds: audio.duration });
  };
  audio.onended = () => {
    const { repeat } = state.get();
    const place = repeat === 'one' ? state.get().at : placeAfter(state.get(), repeat);
    if (place !== undefined) return goTo(place);
    change({ status: 'paused' });
    seek(0);
  };
  audio.onerror = () => {
    if (held) change({ status: 'failed' });
  };

  return {
    state,
    position,
    onFrame(listener) {
      frames.add(listener);
      return () => frames.delete(listener);
    },
    play: (tracks, at = 0, fromSeconds = 0) =>
      start(orderFrom(tracks, at, state.get().shuffled, random), fromSeconds),
    restore(tracks, at, seconds) {
      const track = tracks[at];
      if (!track || state.get().track) return;
      change({ tracks, at, unshuffled: undefined, track, durationSeconds: track.durationSeconds });
      moveTo(seconds);
    },
    pauseOrResume() {
      const now = state.get();
      if (!now.track) return;
      if (!held || now.status === 'failed') start(orderOf(now), position.get());
      else if (audio.paused) playAudio();
      else audio.pause();
    },
    pause: () => audio.pause(),
    seek,
    next() {
      const place = placeAfter(state.get(), state.get().repeat);
      if (place !== undefined) return goTo(place);
      audio.pause();
      seek(0);
    },
    previous() {
      const place = placeBefore(state.get(), state.get().repeat);
      if (place === undefined || position.get() > RESTART_SECONDS) seek(0);
      else goTo(place);
    },
    jump: goTo,
    remove(place) {
      if (place !== state.get().at) change(withoutPlace(orderOf(state.get()), place));
    },
    renew(renew) {
      const order = renewed(orderOf(state.get()), renew);
      change({ ...order, track: order.tracks[order.at] });
    },
    setShuffled(shuffled) {
      const order = orderOf(state.get());
      change({ shuffled, ...(shuffled ? shuffle(order, order.tracks, random) : unshuffle(order)) });
    },
    setRepeat: (repeat) => change({ repeat }),
    setVolume(volume) {
      audio.volume = loudness(volume);
      audio.muted = false;
      change({ volume, muted: false });
      keepVolume(volume);
    },
    toggleMuted() {
      audio.muted = !audio.muted;
      change({ muted: audio.muted });
    },
    stop() {
      letGo();
      audio.pause();
      audio.removeAttribute('src');
      change(SILENT);
      moveTo(0);
    },
  };
}

function orderOf({ tracks, at, unshuffled }: Playing): PlayOrder<Track> {
  return { tracks, at, unshuffled };
}

/** Loudness is logarithmic: the slider's middle is half as loud. */
function loudness(volume: number): number {
  return volume ** 2;
}

function keptVolume(): number {
  try {
    const kept = Number(localStorage.getItem(VOLUME_KEY) ?? 1);
    return kept >= 0 && kept <= 1 ? kept : 1;
  } catch {
    return 1;
  }
}

function keepVolume(volume: number): void {
  try {
    localStorage.setItem(VOLUME_KEY, String(volume));
  } catch {
    // Refused by the browser: it is as loud as usual next time.
  }
}

/** `play` is refused where another song was asked for meanwhile; real failures come as `error`. */
function ignoreInterruption(): void {}
