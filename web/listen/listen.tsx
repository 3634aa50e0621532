import { Button } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { EngineName } from '../engine/engine.ts';
import { history } from '../history/history-state.ts';
import { strings } from '../language/en/main.ts';
import {
  addFiles,
  chooseEngine,
  clearedQueue,
  clearQueue,
  queue,
  skippedFiles,
} from '../queue/page-queue.ts';
import type { Song } from '../queue/queue.ts';
import { SongSearch } from '../search/song-search.tsx';
import { isAnswerFragment } from '../share/fragment.ts';
import { keepEngine } from '../shell/offline.ts';
import { dropFragment, useArrival, useFragment } from '../shell/router.ts';
import { HAS_SERVER } from '../shell/site.ts';
import { useStore } from '../shell/store.ts';
import { useLatch } from '../shell/use-latch.ts';
import { useOnline } from '../shell/use-online.ts';
import { Announcer } from './announcer.tsx';
import { EngineSwitch } from './engine-switch.tsx';
import { FileButtons } from './file-buttons.tsx';
import { Hero } from './hero.tsx';
import classes from './listen.module.css';
import { Notice } from './notice.tsx';
import { QueueList } from './queue-list.tsx';
import { SongDetail } from './song-detail.tsx';

const SharedAnswer = lazy(async () => ({
  default: (await import('../share/shared-answer.tsx')).SharedAnswer,
}));

const HistoryList = lazy(async () => ({
  default: (await import('../history/history-list.tsx')).HistoryList,
}));

const RecorderDialog = lazy(async () => ({
  default: (await import('../microphone/recorder-dialog.tsx')).RecorderDialog,
}));

/** Media query of the layout with list and result below each other. */
const ONE_COLUMN = '(max-width: 900px)';

/** The page where songs are heard. */
export function Listen() {
  const { songs, selectedId, engine } = useSyncExternalStore(queue.subscribe, queue.getSnapshot);
  const [recording, setRecording] = useState(false);
  const fragment = useFragment();
  const main = useArrival(strings.title);
  const remembers = useLatch(useStore(history).length > 0);
  useEffect(() => {
    if (engine === 'browser') keepEngine();
  }, [engine]);
  const detail = useRef<HTMLDivElement>(null);
  const open = useCallback((id: string) => {
    queue.select(id);
    // On a phone the result lies below the list: go there, or nothing seems to happen.
    if (matchMedia(ONE_COLUMN).matches) detail.current?.scrollIntoView({ block: 'start' });
  }, []);
  const startRecording = () => setRecording(true);
  const takeRecording = (file: File) => {
    setRecording(false);
    open(queue.add([file])[0]!);
  };
  const selected = songs.find((song) => song.id === selectedId);

  return (
    <main ref={main} className={classes.main} id="main" tabIndex={-1}>
      <Notices engine={engine} />
      {HAS_SERVER && <SongSearch onFiles={addFiles} />}
      {isAnswerFragment(fragment) ? (
        <Suspense fallback={<div className={classes.shared} />}>
          <SharedAnswer fragment={fragment} onClose={dropFragment} />
        </Suspense>
      ) : selected ? (
        <div className={classes.desk} data-songs={songs.length === 1 ? 'one' : 'several'}>
          <Side {...{ songs, selectedId, engine }} onOpen={open} onRecord={startRecording} />
          <div ref={detail} className={classes.detail}>
            <SongDetail key={selected.id} queue={queue} song={selected} />
          </div>
        </div>
      ) : (
        <Hero engine={engine} onChooseEngine={chooseEngine} onFiles={addFiles} onRecord={startRecording} />
      )}
      <Suspense>{remembers && <HistoryList />}</Suspense>
      {recording && (
        <Suspense>
          <RecorderDialog engine={engine} onDone={takeRecording} onClose={() => setRecording(false)} />
        </Suspense>
      )}
      <Announcer songs={songs} />
    </main>
  );
}

/** Notices above the songs. */
function Notices({ engine }: { engine: EngineName }) {
  const noSongs = useStore(skippedFiles);
  const gone = useStore(clearedQueue);
  const online = useOnline();
  return (
    <>
      {!online && engine === 'server' && (
        <Notice
          action={
            <Button variant="default" size="compact-md" onClick={() => chooseEngine('browser')}>
              {strings.engine.name.browser}
            </Button>
          }
        >
          {strings.offline}
        </Notice>
      )}
      {noSongs.length > 0 && (
        <Notice onDismiss={() => skippedFiles.set([])}>{strings.leftOut(noSongs)}</Notice>
      )}
      {gone && (
        <Notice
          action={
            <Button variant="default" size="compact-md" onClick={gone.putBack}>
              {strings.queue.undo}
            </Button>
          }
          onDismiss={() => clearedQueue.set(undefined)}
        >
          {strings.queue.cleared(gone.songs)}
        </Notice>
      )}
    </>
  );
}

interface SideProps {
  readonly songs: readonly Song[];
  readonly selectedId: string | undefined;
  readonly engine: EngineName;
  readonly onOpen: (id: string) => void;
  readonly onRecord: () => void;
}

/** Column of the songs, and how more come. */
function Side({ songs, selectedId, engine, onOpen, onRecord }: SideProps) {
  return (
    <aside className={classes.side}>
      <FileButtons
        size="sm"
        songs={strings.add.more}
        folder={strings.add.folder}
        record={strings.add.record}
        onFiles={addFiles}
        onRecord={onRecord}
      />
      <EngineSwitch engine={engine} onChoose={chooseEngine} />
      <QueueList queue={queue} songs={songs} selectedId={selectedId} onOpen={onOpen} onClear={clearQueue} />
    </aside>
  );
}
