import type { ButtonHTMLAttributes } from 'react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/corrections.ts';
import { words as libraryWords } from '../../language/en/library.ts';
import { genreName } from '../../language/en/main.ts';
import { GenreWords } from '../genre-words.tsx';
import { titleOf } from '../song-words.ts';
import classes from './genre-button.module.css';

interface GenreButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly song: LibrarySong;
}

/** A song's genre, which a tap corrects. */
export function GenreButton({ song, ...button }: GenreButtonProps) {
  const { genre, genres, unsure, outside } = song;
  const names = (genres.length > 1 ? genres : [genre]).map(genreName).join(', ');
  const claim = unsure ? libraryWords.table.perhaps(genre) : names;
  const answer = outside ? libraryWords.table.outside : claim;
  return (
    <button
      type="button"
      data-genre
      className={classes.genre}
      aria-label={words.change(titleOf(song), answer)}
      title={genres.length > 1 ? names : words.itIs}
      {...button}
    >
      <GenreWords song={song} />
    </button>
  );
}
