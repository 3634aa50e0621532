import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import type { Song } from '../queue/queue.ts';
import { Link } from '../shell/link.tsx';
import { PATHS } from '../shell/pages.ts';
import { HAS_SERVER } from '../shell/site.ts';
import { genreName, percent, strings } from '../strings.ts';
import { genreInk } from '../theme/palette.ts';
import classes from './outcome.module.css';

/** So many letters fill the width in the largest size. */
const LETTERS = 9;

interface SaidAnswerProps {
  /** Null: none of the genres. */
  readonly said: string | null;
  /** Who said it. */
  readonly by: string;
  readonly prediction: Prediction;
}

/** What a listener says in place of the answer, and what was heard. */
export function SaidAnswer({ said, by, prediction: { outside, ranking } }: SaidAnswerProps) {
  const [first] = ranking;
  return (
    <div className={classes.outcome}>
      {said === null ? (
        <h2 className={classes.perhaps}>{strings.verdict.outside}</h2>
      ) : (
        <h2 className={classes.genre} style={styleOf(said)}>
          {genreName(said)}
        </h2>
      )}
      <p className={classes.sureness}>
        <strong>{by}</strong>
      </p>
      <p className={classes.meaning}>
        {outside || !first
          ? strings.verdict.heardOutside
          : strings.verdict.heard(first.genre, percent(first.probability))}
      </p>
    </div>
  );
}

/** The way to say what a song is, and what can come of it. */
export function ItIs({ song }: { song: Song }) {
  const ask = async () => (await import('../corrections/ask-of-heard.ts')).askOfHeard(song);
  return (
    <div className={classes.itIs}>
      <Button size="sm" variant="default" leftSection={<IconPencil size={17} />} onClick={() => void ask()}>
        {strings.verdict.itIs}
      </Button>
      {HAS_SERVER && song.said !== undefined && (
        <Link className={classes.train} href={PATHS.teach}>
          {strings.verdict.train}
        </Link>
      )}
    </div>
  );
}

function styleOf(genre: string): CSSProperties {
  const letters = genreName(genre).length;
  const small = letters > LETTERS && { fontSize: `min(8.5rem, ${((25 * LETTERS) / letters).toFixed(1)}cqi)` };
  return { color: genreInk(genre), ...small };
}
