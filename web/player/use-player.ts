import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type WaveSurfer from 'wavesurfer.js';
import { shareOf } from '../timeline/time-axis.ts';
import { openWave, waveColours } from './wave.ts';

export interface Player {
  /** `unplayable`: this browser has no decoder for the file; seeking still moves the playhead. */
  readonly status: 'loading' | 'ready' | 'unplayable';
  /** False for songs so long that drawing their wave would fill the memory. */
  readonly drawn: boolean;
  readonly durationSeconds: number;
  readonly seconds: number;
  readonly playing: boolean;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
}

interface Elements {
  /** Holds the wave. */
  readonly wave: RefObject<HTMLDivElement | null>;
  /** Gets `--playhead`, 0..1, at every frame, without a render. */
  readonly frame: RefObject<HTMLDivElement | null>;
}

type State = Omit<Player, 'toggle' | 'seek'>;

const START: State = {
  status: 'loading',
  drawn: true,
  durationSeconds: 0,
  seconds: 0,
  playing: false,
};
/** Often enough for numbers that people read. */
const RENDERS_A_SECOND = 12;

/**
 * Plays a file and draws its wave.
 * @param axisSeconds the length of the time axis, where it is known better than from the player.
 */
export function usePlayer(file: File, { wave, frame }: Elements, axisSeconds: number): Player {
  const [state, setState] = useState(START);
  const surfer = useRef<WaveSurfer | undefined>(undefined);
  const axis = useRef(axisSeconds);
  axis.current = Math.max(axisSeconds, state.durationSeconds);

  const moveTo = useCallback(
    (seconds: number) => {
      frame.current?.style.setProperty('--playhead', String(shareOf(seconds, axis.current)));
      const shown = Math.round(seconds * RENDERS_A_SECOND) / RENDERS_A_SECOND;
      setState((old) => (old.seconds === shown ? old : { ...old, seconds: shown }));
    },
    [frame],
  );

  useEffect(() => {
    const gone = new AbortController();
    const change = (changes: Partial<State>) => setState((old) => ({ ...old, ...changes }));
    openWave(file, wave.current!, gone.signal)
      .then(({ player, drawn }) => {
        surfer.current = player;
        player.on('play', () => change({ playing: true }));
        player.on('pause', () => change({ playing: false }));
        player.on('timeupdate', moveTo);
        change({ status: 'ready', drawn, durationSeconds: player.getDuration() });
      })
      .catch(() => {
        if (!gone.signal.aborted) change({ status: 'unplayable', drawn: false });
      });
    return () => {
      gone.abort();
      surfer.current = undefined;
    };
  }, [file, wave, moveTo]);

  // After every render: the scheme or the genre, and with it the style sheet's colours, may have changed.
  useEffect(() => {
    const player = surfer.current;
    if (!player || !wave.current) return;
    const colours = waveColours(wave.current);
    if (
      player.options.progressColor !== colours.progressColor ||
      player.options.waveColor !== colours.waveColor
    )
      player.setOptions(colours);
  });

  return {
    ...state,
    toggle: () => void surfer.current?.playPause(),
    seek(seconds) {
      surfer.current?.setTime(seconds);
      moveTo(seconds);
    },
  };
}
