import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/Combobox.css';
import { useEffect } from 'react';
import type { LibrarySummary } from '../../src/server/library-schema.ts';
import { knownGenres } from '../corrections/label-state.ts';
import { words } from '../language/en/library.ts';
import { NotFound } from '../not-found/not-found.tsx';
import { PageSkeleton } from '../shell/skeleton.tsx';
import { useStore } from '../shell/store.ts';
import { correctionCount } from './corrections/corrections-state.ts';
import { LibraryFrame } from './frame.tsx';
import { InboxPage } from './inbox/inbox-page.tsx';
import classes from './library.module.css';
import { player } from './library-state.ts';
import { MapPage } from './map/map-page.tsx';
import { LIBRARY_PATHS, songIdOf } from './paths.ts';
import { PlaylistPage } from './playlist/playlist-page.tsx';
import { ReanalysisStrip } from './scan/reanalysis-strip.tsx';
import { ScanStrip } from './scan/scan-strip.tsx';
import { UpkeepButton } from './scan/upkeep-button.tsx';
import { useScan } from './scan/use-scan.ts';
import { SongPage } from './song/song-page.tsx';
import { SongsPage } from './songs/songs-page.tsx';
import { EmptyLibrary, isInVain, Locked, NoLibrary, OutOfReach } from './states.tsx';
import { TagsPage } from './tagging/tags-page.tsx';
import { TeachPage } from './teach/teach-page.tsx';
import { useSummary } from './use-summary.ts';
import { WishesPage } from './wishes/wishes-page.tsx';

export { prefetchFirstAnswers as askFirst } from './first-answers.ts';

/** Library pages under /library: one summary, and the page that the path names. */
export function Library({ path }: { path: string }) {
  const [state, refresh] = useSummary();
  const corrections = useStore(correctionCount);
  // Counts of genres are others after each correction.
  useEffect(() => void (corrections > 0 && refresh()), [corrections, refresh]);
  useEffect(() => {
    if (state.kind === 'there') knownGenres.set(state.summary.genres.map(({ genre }) => genre));
  }, [state]);
  useEffect(() => () => player.endPreview(), []);
  return (
    <div className={classes.library}>
      {state.kind === 'loading' && <PageSkeleton />}
      {state.kind === 'error' && state.error.kind === 'missing' && <NoLibrary />}
      {state.kind === 'error' && state.error.kind === 'locked' && <Locked onOpen={refresh} />}
      {state.kind === 'error' && (state.error.kind === 'unreachable' || state.error.kind === 'refused') && (
        <OutOfReach message={state.error.message} onRetry={refresh} />
      )}
      {state.kind === 'there' && (
        <LibraryPages
          path={path}
          summary={state.summary}
          changes={state.changes + corrections}
          refresh={refresh}
        />
      )}
    </div>
  );
}

interface LibraryPagesProps {
  readonly path: string;
  readonly summary: LibrarySummary;
  readonly changes: number;
  readonly refresh: () => void;
}

/** A library that answers, with or without songs in it. */
function LibraryPages({ path, summary, changes, refresh }: LibraryPagesProps) {
  const [scan, controls] = useScan(summary, refresh);
  const songId = songIdOf(path);
  const { reanalysis, scannable, upkeep } = summary;
  const upkeepButton = upkeep && scannable && <UpkeepButton upkeep={upkeep} refresh={refresh} />;
  const strip = (
    <>
      <ScanStrip scan={scan} controls={controls} paused={summary.scan?.paused} refresh={refresh} />
      {reanalysis && <ReanalysisStrip reanalysis={reanalysis} mayPause={scannable} refresh={refresh} />}
    </>
  );
  const isEmpty = summary.songs === 0 && summary.failed === 0;
  const known = songId !== undefined || Object.values<string>(LIBRARY_PATHS).includes(path);
  if (!known) return <NotFound />;
  if (isEmpty) {
    return (
      <LibraryFrame title={words.title} path={path} actions={upkeepButton} hidesNav>
        {/* That nothing has changed would be no answer. */}
        {!isInVain(scan) && strip}
        <EmptyLibrary summary={summary} scan={scan} onScan={controls.start} />
      </LibraryFrame>
    );
  }
  if (songId !== undefined) return <SongPage key={songId} id={songId} strip={strip} />;
  if (path === LIBRARY_PATHS.map)
    return <MapPage path={path} strip={strip} songs={summary.songs} changes={changes} />;
  if (path === LIBRARY_PATHS.feel) return <WishesPage path={path} strip={strip} />;
  if (path === LIBRARY_PATHS.playlist) return <PlaylistPage path={path} strip={strip} summary={summary} />;
  if (path === LIBRARY_PATHS.teach)
    return (
      <TeachPage path={path} strip={strip} summary={summary} changes={changes} onScan={controls.start} />
    );
  if (path === LIBRARY_PATHS.inbox)
    return <InboxPage path={path} strip={strip} summary={summary} changes={changes} />;
  if (path === LIBRARY_PATHS.tags) return <TagsPage path={path} strip={strip} summary={summary} />;
  return (
    <SongsPage
      path={path}
      strip={strip}
      summary={summary}
      changes={changes}
      upkeep={upkeepButton}
      onScan={scan.kind === 'running' ? undefined : controls.start}
      onRetry={scan.kind === 'running' ? undefined : controls.retry}
    />
  );
}
