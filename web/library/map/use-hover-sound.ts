import { useCallback, useEffect, useRef, useState } from 'react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { player } from '../library-state.ts';

/** Time after which the pointer counts as resting. */
const REST_MS = 600;
const KEPT_AS = 'tonearm-hear-on-hover';

/** Plays a preview of a song under the resting pointer, if it is wanted. */
export function useHoverSound() {
  const [on, setOn] = useState(() => localStorage.getItem(KEPT_AS) !== 'off');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useCallback(() => {
    clearTimeout(timer.current);
    player.endPreview();
  }, []);
  const play = useCallback(
    ({ id, durationSeconds }: LibrarySong) => {
      clearTimeout(timer.current);
      if (on) timer.current = setTimeout(() => player.preview(id, durationSeconds), REST_MS);
    },
    [on],
  );
  const toggle = useCallback(() => {
    stop();
    localStorage.setItem(KEPT_AS, on ? 'off' : 'on');
    setOn(!on);
  }, [on, stop]);
  useEffect(() => stop, [stop]);
  return { on, toggle, play, stop };
}
