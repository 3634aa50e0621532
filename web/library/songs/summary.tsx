import { type CSSProperties, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { LibrarySummary } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { genreName } from '../../language/en/main.ts';
import { Link } from '../../shell/link.tsx';
import { genreFill, genreOn } from '../../theme/palette.ts';
import { exportAddress } from '../api/songs.ts';
import { COPIES_ADDRESS, FAILURES_ADDRESS } from '../paths.ts';
import { spanInWords } from '../song-words.ts';
import classes from './summary.module.css';

interface SummaryProps {
  readonly summary: LibrarySummary;
  /** Genres shown; none: all. */
  readonly genres: readonly string[];
  readonly onGenre: (genre: string) => void;
}

/** Number of songs, their duration, and the genres as one bar whose parts filter the table. */
export function Summary({ summary, genres, onGenre }: SummaryProps) {
  const bar = useRef<HTMLFieldSetElement>(null);
  const unnamed = useUnnamed(bar, summary.genres);
  return (
    <section className={classes.summary}>
      <p className={classes.figures}>
        <span>{words.songs(summary.songs)}</span>
        <span>{words.summary.hours(spanInWords(summary.seconds))}</span>
        {summary.failed > 0 && <Link href={FAILURES_ADDRESS}>{words.summary.failed(summary.failed)}</Link>}
        <Link className={classes.aside} href={COPIES_ADDRESS}>
          {words.summary.copies}
        </Link>
        <span className={classes.exports}>
          {words.summary.export}{' '}
          {(['csv', 'jsonl', 'parquet'] as const).map((format) => (
            <a key={format} href={exportAddress(format)} download>
              {words.summary.formats[format]}
            </a>
          ))}
        </span>
      </p>
      <fieldset ref={bar} className={classes.bar} aria-label={words.summary.bar}>
        {summary.genres.map(({ genre, songs, unsure }) => (
          <button
            key={genre}
            type="button"
            className={classes.stretch}
            aria-pressed={genres.includes(genre)}
            aria-label={words.summary.genre(genre, songs, unsure)}
            title={words.summary.genre(genre, songs, unsure)}
            data-faded={genres.length > 0 && !genres.includes(genre)}
            style={stretchStyle(genre, songs, unsure)}
            onClick={() => onGenre(genre)}
          >
            <span>{genreName(genre)}</span>
          </button>
        ))}
      </fieldset>
      <div className={classes.legend}>
        <ul className={classes.names} aria-hidden="true">
          {summary.genres.map(({ genre }) => (
            <li
              key={genre}
              data-unnamed={unnamed.has(genre)}
              style={{ '--fill': genreFill(genre) } as CSSProperties}
            >
              {genreName(genre)}
            </li>
          ))}
        </ul>
        {summary.genres.some(({ unsure }) => unsure > 0) && <p>{words.summary.legend}</p>}
      </div>
    </section>
  );
}

function stretchStyle(genre: string, songs: number, unsure: number): CSSProperties {
  return {
    '--fill': genreFill(genre),
    '--on': genreOn(genre),
    '--sure': songs > 0 ? 1 - unsure / songs : 0,
    flexGrow: songs,
  } as CSSProperties;
}

/** Genres whose stretches are too narrow for their names. */
function useUnnamed(
  bar: RefObject<HTMLFieldSetElement | null>,
  genres: LibrarySummary['genres'],
): ReadonlySet<string> {
  const [unnamed, setUnnamed] = useState<ReadonlySet<string>>(new Set());
  useLayoutEffect(() => {
    const look = () => {
      const stretches = [...bar.current!.querySelectorAll('button')];
      const isNarrow = (place: number) => {
        const stretch = stretches[place]!;
        // What goes to the second line is not seen.
        return stretch.querySelector('span')!.offsetTop >= stretch.clientHeight;
      };
      setUnnamed(new Set(genres.flatMap(({ genre }, place) => (isNarrow(place) ? [genre] : []))));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(bar.current!);
    return () => observer.disconnect();
  }, [bar, genres]);
  return unnamed;
}
