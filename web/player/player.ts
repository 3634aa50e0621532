/** The one player of the page: what plays, what comes after it, and how loud. Knows the browser's audio, not React. */
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
import type { Track } from './track.ts';
import { keepVolume, keptVolume, loudness } from './volume.ts';

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

/** The page's player. */
export class Player {
  readonly state: Store<Playing>;
  /** Seconds into the track, a few times a second. */
  readonly position = createStore(0);
  readonly #random: () => number;
  readonly #audio = new Audio();
  readonly #frames = new Set<(seconds: number) => void>();
  /** Source of `#audio`, with the URL to revoke. */
  #source: { readonly url: string | undefined } | undefined;

  constructor(random: () => number = Math.random) {
    this.#random = random;
    const volume = keptVolume();
    this.state = createStore<Playing>({ ...SILENT, shuffled: false, repeat: 'off', volume, muted: false });
    this.#audio.volume = loudness(volume);
    this.#followAudio();
  }

  /** Tells the seconds into the track at every frame while it plays. @returns stops that. */
  onFrame(listener: (seconds: number) => void): () => void {
    this.#frames.add(listener);
    return () => this.#frames.delete(listener);
  }

  /** Plays one of these, then those after it. */
  play(tracks: readonly Track[], at = 0, fromSeconds = 0): void {
    this.#start(orderFrom(tracks, at, this.state.get().shuffled, this.#random), fromSeconds);
  }

  /** Puts back what an earlier visit had, without a sound. */
  restore(tracks: readonly Track[], at: number, seconds: number): void {
    const track = tracks[at];
    if (!track || this.state.get().track) return;
    this.#change({ tracks, at, unshuffled: undefined, track, durationSeconds: track.durationSeconds });
    this.#moveTo(seconds);
  }

  pauseOrResume(): void {
    const now = this.state.get();
    if (!now.track) return;
    if (!this.#source || now.status === 'failed') this.#start(orderOf(now), this.position.get());
    else if (this.#audio.paused) this.#playAudio();
    else this.pause();
  }

  pause(): void {
    this.#audio.pause();
  }

  seek(seconds: number): void {
    if (this.#source) this.#audio.currentTime = seconds;
    this.#moveTo(seconds);
  }

  /** Plays the next track; stops after the last. */
  next(): void {
    const place = placeAfter(this.state.get(), this.state.get().repeat);
    if (place !== undefined) this.jump(place);
    else {
      this.pause();
      this.seek(0);
    }
  }

  /** Restarts this track, or at its start goes to the one before. */
  previous(): void {
    const place = placeBefore(this.state.get(), this.state.get().repeat);
    if (place === undefined || this.position.get() > RESTART_SECONDS) this.seek(0);
    else this.jump(place);
  }

  /** Plays another track of the list. */
  jump(place: number): void {
    this.#start({ ...orderOf(this.state.get()), at: place });
  }

  /** Takes one that does not play out of the tracks. */
  remove(place: number): void {
    const now = this.state.get();
    if (place !== now.at) this.#change(withoutPlace(orderOf(now), place));
  }

  /** Updates the metadata of tracks. */
  renew(renew: (track: Track) => Track): void {
    const order = renewed(orderOf(this.state.get()), renew);
    this.#change({ ...order, track: order.tracks[order.at] });
  }

  setShuffled(shuffled: boolean): void {
    const order = orderOf(this.state.get());
    const next = shuffled ? shuffle(order, order.tracks, this.#random) : unshuffle(order);
    this.#change({ shuffled, ...next });
  }

  setRepeat(repeat: Repeat): void {
    this.#change({ repeat });
  }

  setVolume(volume: number): void {
    this.#audio.volume = loudness(volume);
    this.#audio.muted = false;
    this.#change({ volume, muted: false });
    keepVolume(volume);
  }

  toggleMuted(): void {
    this.#audio.muted = !this.#audio.muted;
    this.#change({ muted: this.#audio.muted });
  }

  /** Stops, and closes the player. */
  stop(): void {
    this.#releaseSource();
    this.pause();
    this.#audio.removeAttribute('src');
    this.#change(SILENT);
    this.#moveTo(0);
  }

  #followAudio(): void {
    const audio = this.#audio;
    audio.onplaying = () => {
      this.#change({ status: 'playing' });
      requestAnimationFrame(this.#tick);
    };
    audio.onpause = () => {
      if (!audio.ended && this.#source) this.#change({ status: 'paused' });
    };
    audio.onwaiting = () => this.#change({ status: 'loading' });
    // Frames rest while the tab is not seen.
    audio.ontimeupdate = () => {
      if (this.#source) this.#moveTo(audio.currentTime);
    };
    audio.ondurationchange = () => {
      if (Number.isFinite(audio.duration)) this.#change({ durationSeconds: audio.duration });
    };
    audio.onended = () => {
      const now = this.state.get();
      const place = now.repeat === 'one' ? now.at : placeAfter(now, now.repeat);
      if (place !== undefined) this.jump(place);
      else {
        this.#change({ status: 'paused' });
        this.seek(0);
      }
    };
    audio.onerror = () => {
      if (this.#source) this.#change({ status: 'failed' });
    };
  }

  readonly #tick = (): void => {
    if (this.#audio.paused) return;
    this.#moveTo(this.#audio.currentTime);
    requestAnimationFrame(this.#tick);
  };

  #start(order: PlayOrder<Track>, fromSeconds = 0): void {
    const track = order.tracks[order.at];
    if (!track) return;
    this.#change({ ...order, track, status: 'loading', durationSeconds: track.durationSeconds });
    this.#holdSource(track);
    if (fromSeconds > 0) this.#audio.currentTime = fromSeconds;
    this.#moveTo(fromSeconds);
    this.#playAudio();
  }

  #playAudio(): void {
    void this.#audio.play().catch(ignoreInterruption);
  }

  #holdSource({ source }: Track): void {
    this.#releaseSource();
    const url = typeof source === 'string' ? undefined : URL.createObjectURL(source);
    this.#source = { url };
    this.#audio.src = url ?? (source as string);
  }

  #releaseSource(): void {
    if (this.#source?.url) URL.revokeObjectURL(this.#source.url);
    this.#source = undefined;
  }

  #change(changes: Partial<Playing>): void {
    this.state.set({ ...this.state.get(), ...changes });
  }

  #moveTo(seconds: number): void {
    this.position.set(Math.round(seconds * STEPS_A_SECOND) / STEPS_A_SECOND);
    for (const listener of this.#frames) listener(seconds);
  }
}

function orderOf({ tracks, at, unshuffled }: Playing): PlayOrder<Track> {
  return { tracks, at, unshuffled };
}

/** `play` is refused where another song was asked for meanwhile; real failures come as `error`. */
function ignoreInterruption(): void {}
