import type { CSSProperties } from 'react';
import type { LibrarySong } from '../../src/server/library-schema.ts';
import { words as corrections } from '../language/en/corrections.ts';
import { words } from '../language/en/library.ts';
import { genreName, leafName, percent } from '../language/en/main.ts';
import { genreFill, genreInk } from '../theme/palette.ts';
import { taughtWords } from './corrections/taught-words.ts';
import classes from './genre-words.module.css';

type Heard = Pick<LibrarySong, 'genre' | 'genres' | 'confidence' | 'unsure' | 'outside'> & {
  readonly taught?: LibrarySong['taught'];
};

/** The genre in its colour, or several; where it is no claim, it says so. */
export function GenreWords({ song: { genre, genres, unsure, outside } }: { song: Heard }) {
  if (outside) return <span className={classes.perhaps}>{words.table.outside}</span>;
  const claimed = genres.length > 1 ? genres : [genre];
  const dot = { '--fill': genreFill(genre) } as CSSProperties;
  return (
    <span className={classes.genre} style={dot} data-unsure={unsure}>
      <span className={classes.dot} aria-hidden="true" />
      {unsure ? (
        <span className={classes.perhaps}>{words.table.perhaps(genre)}</span>
      ) : (
        <span className={classes.names}>
          {claimed.map((one, i) => (
            <span key={one}>
              {i > 0 && ', '}
              <span style={{ color: genreInk(one) }} title={genreName(one)}>
                {leafName(one)}
              </span>
            </span>
          ))}
        </span>
      )}
    </span>
  );
}

/** Confidence of the genre: a bar and a number. */
export function Confidence({ song }: { song: Heard }) {
  const { genre, confidence, unsure, outside } = song;
  const taught = taughtWords(song);
  if (taught && song.taught) {
    const { by, songs } = song.taught;
    return (
      <span className={classes.taught} title={taught}>
        {by === 'you' ? taught : corrections.neighboursShort(songs)}
      </span>
    );
  }
  if (outside) return null;
  const style = { '--fill': genreFill(genre), '--share': confidence } as CSSProperties;
  return (
    <span className={classes.sureness} style={style} data-unsure={unsure}>
      <span className={classes.track} aria-hidden="true" />
      <span className={classes.value}>{percent(confidence)}</span>
    </span>
  );
}
