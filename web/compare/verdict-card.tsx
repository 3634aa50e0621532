import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import { words } from '../language/en/compare.ts';
import { genreName, percent, strings } from '../language/en/main.ts';
import { genreFill, genreInk } from '../theme/palette.ts';
import { timelineBands } from '../timeline/genre-timeline.ts';
import { clock } from '../timeline/time-axis.ts';
import classes from './compare.module.css';
import type { Verdict } from './contenders.ts';

interface VerdictCardProps {
  readonly verdict: Verdict;
  /** Genres of the bars, the same in the same order on every card. */
  readonly genres: readonly string[];
  readonly onAgain: () => void;
}

const [BANDS_WIDTH, BANDS_HEIGHT] = [400, 40];

/** Card of one model's verdict. */
export function VerdictCard({ verdict, genres, onAgain }: VerdictCardProps) {
  const { contender, state } = verdict;
  return (
    <li className={classes.card} aria-busy={state.kind === 'listening'}>
      <h3 className={classes.model}>
        {contender.model}
        <span>{strings.engine.name[contender.engine].toLowerCase()}</span>
      </h3>
      {state.kind === 'listening' && (
        <p className={classes.waiting}>{words.listening(clock(state.secondsDone))}</p>
      )}
      {state.kind === 'failed' && (
        <div className={classes.waiting} role="alert">
          <p>{state.message}</p>
          <Button variant="default" size="compact-md" onClick={onAgain}>
            {words.again}
          </Button>
        </div>
      )}
      {state.kind === 'done' && <Answer prediction={state.prediction} genres={genres} />}
    </li>
  );
}

function Answer({ prediction, genres }: { prediction: Prediction; genres: readonly string[] }) {
  const { genre, confidence, unsure, outside, ranking, timings, model } = prediction;
  const probabilities = new Map(ranking.map((ranked) => [ranked.genre, ranked.probability]));
  return (
    <>
      <p className={classes.genre} style={unsure ? undefined : { color: genreInk(genre) }}>
        {outside ? words.outside : genreName(genre)}
        {!outside && <span>{unsure ? words.unsure : percent(confidence)}</span>}
      </p>
      <ul className={classes.bars} aria-label={words.ranking(model.name)}>
        {genres.map((name) => (
          <li key={name}>
            <span>{genreName(name)}</span>
            <span className={classes.track} aria-hidden="true">
              <span
                style={{ background: genreFill(name), transform: `scaleX(${probabilities.get(name) ?? 0})` }}
              />
            </span>
            <span className={classes.value}>{percent(probabilities.get(name) ?? 0)}</span>
          </li>
        ))}
      </ul>
      <GenreTimeline prediction={prediction} />
      <p className={classes.foot}>
        {model.version}, {words.took((timings.totalMs / 1000).toFixed(2))}
      </p>
    </>
  );
}

function GenreTimeline({ prediction }: { prediction: Prediction }) {
  const bands = useMemo(() => timelineBands(prediction, BANDS_WIDTH, BANDS_HEIGHT), [prediction]);
  return (
    <svg
      className={classes.course}
      viewBox={`0 0 ${BANDS_WIDTH} ${BANDS_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bands.map(({ genre, path }) => (
        <path key={genre} d={path} style={{ fill: genreFill(genre) }} />
      ))}
    </svg>
  );
}
