import { useEffect } from 'react';
import { player } from '../page-player.ts';

const STEP_SECONDS = 10;
/** Selectors of elements that handle keys themselves. */
const TYPED_IN = 'input, textarea, select, [contenteditable]';
const PRESSED = 'button, summary, a, [role=slider], [role=grid], [role=application], [role=dialog]';

/** Keys that work on every page while something can be played, wherever they have no other meaning. */
export function usePlayerKeys(): void {
  useEffect(() => {
    const by = (seconds: number) =>
      player.seek(Math.min(player.state.get().durationSeconds, Math.max(0, player.position.get() + seconds)));
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest(TYPED_IN)) return;
      const action = event.shiftKey
        ? {
            N: () => player.next(),
            P: () => player.previous(),
            M: () => player.toggleMuted(),
            ArrowLeft: () => by(-STEP_SECONDS),
            ArrowRight: () => by(STEP_SECONDS),
          }[event.key]
        : event.key === ' ' && !target.closest(PRESSED)
          ? () => player.pauseOrResume()
          : undefined;
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
