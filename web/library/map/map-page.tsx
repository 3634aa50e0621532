import { Loader } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { SongMap } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { useStore } from '../../shell/store.ts';
import { getMap } from '../api/songs.ts';
import { correctionCount } from '../corrections/corrections-state.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { LibraryFrame } from '../frame.tsx';
import { Explorer } from './explorer.tsx';
import classes from './map-page.module.css';

interface MapPageProps {
  readonly path: string;
  readonly strip: ReactNode;
  /** Number of songs. */
  readonly songs: number;
  readonly changes: number;
}

const FEWEST = 3;

/** The collection as a map. */
export function MapPage({ path, strip, songs, changes }: MapPageProps) {
  const corrections = useStore(correctionCount);
  const [map, setMap] = useState<SongMap>();
  const [error, setError] = useState<unknown>();
  const ask = useCallback(() => {
    const stop = new AbortController();
    setError(undefined);
    getMap(stop.signal).then(setMap, (error) => {
      if (!stop.signal.aborted) setError(error);
    });
    return () => stop.abort();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a scan the map is another.
  useEffect(ask, [ask, changes]);
  return (
    <LibraryFrame title={words.map.title} path={path} lead={hovers() ? words.map.lead : words.map.leadTouch}>
      {strip}
      {error !== undefined && <ErrorNotice error={error} onRetry={ask} />}
      {!map && error === undefined && <Laying songs={songs} />}
      {map && map.ids.length < FEWEST && <p className={classes.waiting}>{words.map.few}</p>}
      {map && map.ids.length >= FEWEST && (
        <Explorer key={`${map.ids.length} ${changes - corrections}`} map={map} />
      )}
    </LibraryFrame>
  );
}

function hovers(): boolean {
  return !matchMedia('(hover: none)').matches;
}

/** The map's place before there is one. The first map of many songs takes the server a moment. */
function Laying({ songs }: { songs: number }) {
  return (
    <div className={classes.desk} aria-busy="true">
      <div className={classes.stage}>
        <div className={classes.laying} role="status">
          <Loader color="var(--ink)" size={28} aria-hidden="true" />
          <p>{words.map.laying(songs)}</p>
        </div>
      </div>
      <div className={classes.side} />
    </div>
  );
}
