import type { CSSProperties } from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import { words } from '../language/en/corrections.ts';
import { genreName, percent, strings } from '../language/en/main.ts';
import { genreInk } from '../theme/palette.ts';
import classes from './outcome.module.css';

/** Number of letters that fill the width in the largest size. */
const LETTERS = 9;

interface SaidAnswerProps {
  /** Null: none of the genres. */
  readonly label: string | null;
  /** Name of who labelled the song; undefined: the label follows from `neighbours` songs that sound like it. */
  readonly by?: string | undefined;
  readonly neighbours?: number | undefined;
  readonly prediction: Prediction;
}

/** Label in place of the answer, with the model's prediction. */
export function LabelledAnswer({
  label,
  by,
  neighbours = 0,
  prediction: { outside, ranking },
}: SaidAnswerProps) {
  const [first] = ranking;
  return (
    <div className={classes.outcome}>
      {label === null ? (
        <h2 className={classes.perhaps}>{strings.verdict.outside}</h2>
      ) : (
        <h2 className={classes.genre} style={styleOf(label)}>
          {genreName(label)}
        </h2>
      )}
      <p className={classes.sureness}>
        <strong>{by ?? words.neighbours(neighbours)}</strong>
      </p>
      <p className={classes.meaning}>
        {outside || !first
          ? strings.verdict.heardOutside
          : strings.verdict.heard(first.genre, percent(first.probability))}
      </p>
    </div>
  );
}

function styleOf(genre: string): CSSProperties {
  const letters = genreName(genre).length;
  const small = letters > LETTERS && { fontSize: `min(8.5rem, ${((25 * LETTERS) / letters).toFixed(1)}cqi)` };
  return { color: genreInk(genre), ...small };
}
