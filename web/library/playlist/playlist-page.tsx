import { type ReactNode, useRef, useState } from 'react';
import type { LibrarySummary } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { LibraryFrame } from '../frame.tsx';
import { Builder } from './builder.tsx';
import { KeptPlaylists } from './kept-playlists.tsx';
import { PlaylistList } from './playlist-list.tsx';
import classes from './playlist-page.module.css';

interface PlaylistPageProps {
  readonly path: string;
  readonly strip: ReactNode;
  readonly summary: LibrarySummary;
}

/** Page for making, arranging and saving a playlist. */
export function PlaylistPage({ path, strip, summary }: PlaylistPageProps) {
  const [note, setNote] = useState('');
  // What was made may lie above the button that made it, or below it.
  const list = useRef<HTMLDivElement>(null);
  return (
    <LibraryFrame title={words.playlist.title} path={path} lead={words.playlist.lead}>
      {strip}
      <KeptPlaylists />
      <div className={classes.desk}>
        <Builder
          genres={summary.genres.map(({ genre }) => genre)}
          onNote={setNote}
          onMade={() => show(list.current)}
        />
        <div ref={list} className={classes.made}>
          <PlaylistList note={note} />
        </div>
      </div>
    </LibraryFrame>
  );
}

/** Scrolls to the beginning of the new list, if it is out of view. */
function show(list: HTMLElement | null): void {
  const { top } = list!.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) list!.scrollIntoView({ block: 'start' });
}
