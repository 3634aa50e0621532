import { lazy, Suspense, useEffect } from 'react';
import { useStore } from '../../shell/store.ts';
import { player } from '../page-player.ts';

const Dock = lazy(async () => ({ default: (await import('./dock.tsx')).Dock }));

/** The player at the foot of every page, from the first song that plays on. */
export function LazyDock() {
  const { track } = useStore(player.state);
  const shown = track !== undefined;
  useEffect(() => {
    document.documentElement.toggleAttribute('data-player', shown);
  }, [shown]);
  return shown ? (
    <Suspense>
      <Dock />
    </Suspense>
  ) : null;
}
