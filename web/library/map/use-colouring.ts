import { useComputedColorScheme } from '@mantine/core';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { SongMap } from '../../../src/server/library-schema.ts';
import { COLOURED_BY, type ColouredBy, colouringOf } from './colouring.ts';

const KEPT_AS = 'tonearm-map-colours';

/** Colouring of the map, remembered by this browser. Recolouring all points takes longer than a frame. */
export function useColouring(map: SongMap) {
  const scheme = useDeferredValue(useComputedColorScheme('light', { getInitialValueInEffect: false }));
  const [by, setBy] = useState(kept);
  const shown = useDeferredValue(by);
  const colouring = useMemo(() => colouringOf(map, shown, scheme), [map, shown, scheme]);
  const choose = useCallback((chosen: ColouredBy) => {
    localStorage.setItem(KEPT_AS, chosen);
    setBy(chosen);
  }, []);
  return { by, shown, choose, colouring, scheme };
}

function kept(): ColouredBy {
  const before = localStorage.getItem(KEPT_AS);
  return COLOURED_BY.find((by) => by === before) ?? 'genre';
}
