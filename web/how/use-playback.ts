import { useCallback, useEffect, useRef, useState } from 'react';

export interface Playback {
  /** Name of the sound that is playing, as given to `play`. */
  readonly playing: string | undefined;
  readonly play: (name: string, samples: Float32Array, sampleRate: number, fromSeconds: number) => void;
  readonly stop: () => void;
}

/** Plays samples. @param onMoment is called with the time at every frame of the screen */
export function usePlayback(onMoment: (seconds: number) => void): Playback {
  const [playing, setPlaying] = useState<string>();
  const end = useRef<() => void>(undefined);
  const tell = useRef(onMoment);
  tell.current = onMoment;

  const stop = useCallback(() => {
    end.current?.();
    end.current = undefined;
    setPlaying(undefined);
  }, []);

  const play = useCallback<Playback['play']>(
    (name, samples, sampleRate, fromSeconds) => {
      stop();
      const context = new AudioContext();
      const source = context.createBufferSource();
      source.buffer = context.createBuffer(1, samples.length, sampleRate);
      source.buffer.copyToChannel(new Float32Array(samples), 0);
      source.connect(context.destination);
      source.start(0, fromSeconds);
      const started = context.currentTime;
      let frame = requestAnimationFrame(function move() {
        tell.current(fromSeconds + context.currentTime - started);
        frame = requestAnimationFrame(move);
      });
      end.current = () => {
        cancelAnimationFrame(frame);
        source.onended = null;
        void context.close();
      };
      source.onended = stop;
      setPlaying(name);
    },
    [stop],
  );

  useEffect(() => stop, [stop]);
  return { playing, play, stop };
}
