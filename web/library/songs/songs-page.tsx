import { Button } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { LibrarySummary } from '../../../src/server/library-schema.ts';
import { IconRefresh } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { replaceQuery, useQuery } from '../../shell/router.ts';
import { LibraryFrame } from '../frame.tsx';
import { FailureList } from '../scan/failure-list.tsx';
import type { ScanControls } from '../scan/use-scan.ts';
import { CopyList } from './copy-list.tsx';
import { Filters } from './filters.tsx';
import { SelectionBar } from './selection-bar.tsx';
import {
  ALL_SONGS,
  filterOf,
  isNarrowed,
  queryOf,
  requestOf,
  type SongFilter,
  withGenreToggled,
} from './song-filter.ts';
import { SongTable } from './song-table.tsx';
import { Summary } from './summary.tsx';
import { useRows } from './use-rows.ts';

interface SongsPageProps {
  readonly path: string;
  /** Strip of the scan. */
  readonly strip: ReactNode;
  readonly summary: LibrarySummary;
  /** Number of changes of the songs. */
  readonly changes: number;
  /** Pauses what happens by itself. */
  readonly upkeep: ReactNode;
  /** None while one runs. */
  readonly onScan: (() => void) | undefined;
  /** Hears again what failed; none while a scan runs. */
  readonly onRetry: ScanControls['retry'] | undefined;
}

/** Every song of the library, as a table. */
export function SongsPage({ path, strip, summary, changes, upkeep, onScan, onRetry }: SongsPageProps) {
  const [filter, setFilter] = useFilter();
  const query = new URLSearchParams(useQuery());
  const rows = useRows(requestOf(filter), changes);
  const scanButton = onScan && summary.scannable && (
    <Button variant="default" size="sm" leftSection={<IconRefresh size={17} />} onClick={onScan}>
      {words.scan.start}
    </Button>
  );
  return (
    <LibraryFrame
      title={words.title}
      path={path}
      actions={
        <>
          {scanButton}
          {upkeep}
        </>
      }
    >
      <Summary
        summary={summary}
        genres={filter.genres}
        onGenre={(genre) => setFilter({ ...filter, genres: withGenreToggled(filter.genres, genre) })}
      />
      {strip}
      {query.has('failed') && (
        <FailureList changes={changes} onRetry={summary.scannable ? onRetry : undefined} />
      )}
      {query.has('copies') && <CopyList changes={changes} />}
      {!query.has('failed') && !query.has('copies') && (
        <>
          <Filters filter={filter} onChange={setFilter} genres={summary.genres.map(({ genre }) => genre)} />
          <SongTable
            rows={rows}
            all={summary.songs}
            filter={filter}
            onFilter={setFilter}
            onReset={isNarrowed(filter) ? () => setFilter(ALL_SONGS) : undefined}
          />
          <SelectionBar />
        </>
      )}
    </LibraryFrame>
  );
}

/** The filter lives in the address, so that it survives a reload and can be sent to others. */
function useFilter(): [filter: SongFilter, setFilter: (filter: SongFilter) => void] {
  const query = useQuery();
  const [filter, setFilter] = useState(() => filterOf(query));
  useEffect(() => {
    // Back, Forward and links change the address without asking.
    setFilter((old) => (queryOf(old) === query ? old : filterOf(query)));
  }, [query]);
  const choose = useCallback((next: SongFilter) => {
    setFilter(next);
    replaceQuery(queryOf(next));
  }, []);
  return [filter, choose];
}
