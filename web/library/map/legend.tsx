import { type CSSProperties, useMemo } from 'react';
import type { SongMap } from '../../../src/server/library-schema.ts';
import { words } from '../../strings.library.ts';
import { genreName } from '../../strings.ts';
import { genreFill } from '../../theme/palette.ts';
import { count } from '../song-words.ts';
import classes from './legend.module.css';

/** Stands for the songs without a claim among the genres' names. */
export const UNSURE = ' ';

interface LegendProps {
  readonly map: SongMap;
  /** Those that are shown; none: all. */
  readonly genres: readonly string[];
  readonly onGenre: (genre: string) => void;
}

/** Which colour is which genre; each is a switch. */
export function Legend({ map, genres, onGenre }: LegendProps) {
  const known = useMemo(() => countsOf(map), [map]);
  return (
    <fieldset className={classes.legend} aria-label={words.map.legend}>
      {known.map(({ genre, songs }) => (
        <button
          key={genre}
          type="button"
          aria-pressed={genres.includes(genre)}
          data-faded={genres.length > 0 && !genres.includes(genre)}
          style={{ '--fill': genre === UNSURE ? 'var(--dim)' : genreFill(genre) } as CSSProperties}
          onClick={() => onGenre(genre)}
        >
          <span className={classes.dot} aria-hidden="true" />
          {genre === UNSURE ? words.map.unsure : genreName(genre)}
          <span className={classes.count}>{count(songs)}</span>
        </button>
      ))}
    </fieldset>
  );
}

/** The genres that there are, and how many songs each has, the most first. */
function countsOf({ genres, genre }: SongMap) {
  const counts = [...genres, UNSURE].map((name) => ({ genre: name, songs: 0 }));
  for (const index of genre) counts[index < 0 ? genres.length : index]!.songs++;
  return counts.filter(({ songs }) => songs > 0).sort((a, b) => b.songs - a.songs);
}
