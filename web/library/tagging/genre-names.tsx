import { stepsOf } from '../../../src/classify/levels.ts';
import { words } from '../../language/en/library.ts';
import { genreName } from '../../language/en/main.ts';
import { genreFill } from '../../theme/palette.ts';
import fields from '../fields.module.css';
import classes from './rules.module.css';

interface GenreNamesProps {
  /** Genres of the library. */
  readonly genres: readonly string[];
  /** Names as typed. */
  readonly names: Readonly<Record<string, string>>;
  readonly onNames: (names: Readonly<Record<string, string>>) => void;
}

/** The user's own names for genres. */
export function GenreNames({ genres, names, onNames }: GenreNamesProps) {
  return (
    <details className={classes.names}>
      <summary>{words.tags.names}</summary>
      <p>{words.tags.namesHint}</p>
      {genres.map((genre) => (
        <label key={genre}>
          <span>
            <i style={{ background: genreFill(genre) }} />
            {genreName(genre)}
          </span>
          <input
            className={fields.text}
            aria-label={words.tags.nameFor(genre)}
            maxLength={400}
            placeholder={writtenName(genre)}
            value={names[genre] ?? ''}
            onChange={(event) => onNames({ ...names, [genre]: event.currentTarget.value })}
          />
        </label>
      ))}
    </details>
  );
}

/** Written name of a genre without one of the user's own, in any language of the page. */
function writtenName(genre: string): string {
  const names = stepsOf(genre).map((step) => (step === 'hiphop' ? 'hip-hop' : step));
  return names.join(' › ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
