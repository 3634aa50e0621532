import type { CSSProperties } from 'react';
import type { LibrarySong } from '../../src/server/library-schema.ts';
import { words } from '../strings.library.ts';
import { genreName, percent } from '../strings.ts';
import { genreFill, genreInk } from '../theme/palette.ts';
import classes from './genre-words.module.css';

type Heard = Pick<LibrarySong, 'genre' | 'confidence' | 'unsure' | 'outside'>;

/** The genre in its colour; where it is no claim, it says so. */
export function GenreWords({ song: { genre, unsure, outside } }: { song: Heard }) {
  if (outside) return <span className={classes.perhaps}>{words.table.outside}</span>;
  const dot = { '--fill': genreFill(genre) } as CSSProperties;
  return (
    <span className={classes.genre} style={dot} data-unsure={unsure}>
      <span className={classes.dot} aria-hidden="true" />
      {unsure ? (
        <span className={classes.perhaps}>{words.table.perhaps(genre)}</span>
      ) : (
        <span style={{ color: genreInk(genre) }}>{genreName(genre)}</span>
      )}
    </span>
  );
}

/** How sure the genre is: a bar and a number. */
export function Sureness({ song: { genre, confidence, unsure, outside } }: { song: Heard }) {
  if (outside) return null;
  const style = { '--fill': genreFill(genre), '--share': confidence } as CSSProperties;
  return (
    <span className={classes.sureness} style={style} data-unsure={unsure}>
      <span className={classes.track} aria-hidden="true" />
      <span className={classes.value}>{percent(confidence)}</span>
    </span>
  );
}
