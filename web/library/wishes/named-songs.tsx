import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { IconX } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { titleOf } from '../song-words.ts';
import classes from './wishes-page.module.css';

interface NamedSongsProps {
  readonly title: string;
  readonly songs: readonly LibrarySong[];
  readonly onRemove: (song: LibrarySong) => void;
}

/** Songs that the others shall be like, or not. */
export function NamedSongs({ title, songs, onRemove }: NamedSongsProps) {
  if (songs.length === 0) return null;
  return (
    <section className={classes.named} aria-label={title}>
      <h2>{title}</h2>
      {songs.map((song) => (
        <button
          key={song.id}
          type="button"
          aria-label={words.feel.remove(titleOf(song))}
          onClick={() => onRemove(song)}
        >
          {titleOf(song)}
          <IconX size={14} aria-hidden="true" />
        </button>
      ))}
    </section>
  );
}
