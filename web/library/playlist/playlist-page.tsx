import { type ReactNode, useState } from 'react';
import type { LibrarySummary } from '../../../src/server/library-schema.ts';
import { words } from '../../strings.library.ts';
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

/** Where a playlist is made, arranged and saved. */
export function PlaylistPage({ path, strip, summary }: PlaylistPageProps) {
  const [note, setNote] = useState('');
  return (
    <LibraryFrame title={words.playlist.title} path={path} lead={words.playlist.lead}>
      {strip}
      <KeptPlaylists />
      <div className={classes.desk}>
        <Builder genres={summary.genres.map(({ genre }) => genre)} onNote={setNote} />
        <PlaylistList note={note} />
      </div>
    </LibraryFrame>
  );
}
