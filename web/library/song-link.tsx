import type { ReactNode } from 'react';
import type { LibrarySong } from '../../src/server/library-schema.ts';
import { Link } from '../shell/link.tsx';
import { songAddress } from './paths.ts';
import classes from './song-link.module.css';
import { titleOf } from './song-words.ts';

/** A song's title, which leads to its page, and what is said below it. */
export function SongLink({ song, children }: { song: LibrarySong; children: ReactNode }) {
  const title = titleOf(song);
  return (
    <span className={classes.words}>
      <Link href={songAddress(song.id)} title={title}>
        {title}
      </Link>
      {children}
    </span>
  );
}
