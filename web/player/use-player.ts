import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type WaveSurfer from 'wavesurfer.js';
import { shareOf } from '../timeline/time-axis.ts';
import { openWave, type Wave, waveColours } from './wave.ts';

export interface Player {
  /** `unplayable`: this browser has no decoder for the file; seeking still moves the playhead. */
  status: 'loading' | 'ready' | 'unplayable';
  /** False for songs so long that drawing their wave would fill the memory. */
  drawn: boolean;
  /** False where the song is too long for one, or cannot be decoded here. */
  hasSpectrogram: boolean;
  durationSeconds: number;
  seconds: number;
  playing: boolean;
  toggle: () => void;
  seek: (seconds: number) => void;
  /** Draws the spectrogram, once. */
  showSpectrogram: () => void;
}

interface Elements {
  /** Holds the wave. */
  wave: RefObject<HTMLDivElement | null>;
  /** Holds the spectrogram. */
  spectrogram: RefObject<HTMLDivElement | null>;
  /** Gets `--playhead`, 0..1, at every frame, without a render. */
  frame: RefObject<HTMLDivElement | null>;
}

type State = Omit<Player, 'toggle' | 'seek' | 'showSpectrogram'>;

const START: State = {
  status: 'loading',
  drawn: true,
  hasSpectrogram: false,
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
export function usePlayer(file: File, { wave, spectrogram, frame }: Elements, axisSeconds: number): Player {
  const [state, setState] = useState(START);
  const surfer = useRef<WaveSurfer | undefined>(undefined);
  const drawSpectrogram = useRef<Wave['drawSpectrogram']>(undefined);
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
      .then(({ player, drawn, drawSpectrogram: draw }) => {
        surfer.current = player;
        drawSpectrogram.current = draw;
        player.on('play', () => change({ playing: true }));
        player.on('pause', () => change({ playing: false }));
        player.on('timeupdate', moveTo);
        change({
          status: 'ready',
          drawn,
          hasSpectrogram: draw !== undefined,
          durationSeconds: player.getDuration(),
        });
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
    showSpectrogram() {
      if (spectrogram.current) void drawSpectrogram.current?.(spectrogram.current);
      drawSpectrogram.current = undefined;
    },
    seek(seconds) {
      surfer.current?.setTime(seconds);
      moveTo(seconds);
    },
  };
}
