import { type RefObject, useEffect, useState } from 'react';
import { useStore } from '../shell/store.ts';
import { shareOf } from '../timeline/time-axis.ts';
import { player } from './page-player.ts';
import { readSound } from './wave-path.ts';

export interface SongPlayer {
  /** `unplayable`: this browser has no decoder for the file; seeking still moves the playhead. */
  readonly status: 'loading' | 'ready' | 'unplayable';
  /** Undefined for songs that are not drawn. */
  readonly peaks: Float32Array | undefined;
  readonly durationSeconds: number;
  readonly seconds: number;
  readonly playing: boolean;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
}

interface SongPlayerOptions {
  readonly file: File;
  /** Key of the song's track in the page's player. */
  readonly trackKey: string;
  /** Plays the song in the page's player. */
  readonly play: (fromSeconds: number) => void;
  /** Gets `--playhead`, 0..1, at every frame, without a render. */
  readonly frame: RefObject<HTMLElement | null>;
  /** The length of the time axis, where it is known better than from the file. */
  readonly axisSeconds: number;
}

type Sound = Pick<SongPlayer, 'status' | 'peaks' | 'durationSeconds'>;

const START: Sound = { status: 'loading', peaks: undefined, durationSeconds: 0 };

/** One song in the page's player; before it plays there, where it would begin. */
export function useSongPlayer({ file, trackKey, play, frame, axisSeconds }: SongPlayerOptions): SongPlayer {
  const sound = useSound(file);
  const { track, status } = useStore(player.state);
  const current = track?.key === trackKey;
  const position = useStore(player.position);
  const [startSeconds, setStart] = useState(0);
  const seconds = current ? position : startSeconds;
  const axis = Math.max(axisSeconds, sound.durationSeconds);

  useEffect(() => {
    const show = (at: number) => {
      frame.current?.style.setProperty('--playhead', String(shareOf(at, axis)));
      frame.current?.style.setProperty('--played', String(shareOf(at, sound.durationSeconds || axis)));
    };
    show(current ? player.position.get() : startSeconds);
    return current ? player.onFrame(show) : undefined;
  }, [frame, axis, sound.durationSeconds, current, startSeconds]);

  return {
    ...sound,
    seconds,
    playing: current && (status === 'playing' || status === 'loading'),
    toggle: () => (current ? player.pauseOrResume() : play(startSeconds)),
    seek: (at) => (current ? player.seek(at) : setStart(at)),
  };
}

/** Waveform and playback of a file. */
function useSound(file: File): Sound {
  const [sound, setSound] = useState(START);
  useEffect(() => {
    const gone = new AbortController();
    readSound(file, gone.signal).then(
      ({ seconds, peaks }) => {
        if (!gone.signal.aborted) setSound({ status: 'ready', peaks, durationSeconds: seconds });
      },
      () => {
        if (!gone.signal.aborted) setSound({ ...START, status: 'unplayable' });
      },
    );
    return () => gone.abort();
  }, [file]);
  return sound;
}
