import { Button } from '@mantine/core';
import type { Training } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/teach.ts';
import fields from '../fields.module.css';
import classes from './teach-page.module.css';
import type { TrainingRun } from './use-training.ts';

interface TrainCardProps {
  /** Undefined until it has come. */
  readonly training: Training | undefined;
  readonly run: TrainingRun;
  readonly tags: boolean;
  readonly mayTrain: boolean;
  readonly onTags: (tags: boolean) => void;
  readonly onStart: () => void;
  readonly onCancel: () => void;
}

const MIN_GENRES = 2;

/** Card that starts a training; it explains itself before the figures are known. */
export function TrainCard({ training, ...props }: TrainCardProps) {
  return (
    <section className={classes.card} aria-labelledby="train">
      <h2 id="train">{words.train.title}</h2>
      <p className={classes.lead}>{words.train.lead}</p>
      {training && <Lessons training={training} {...props} />}
    </section>
  );
}

type LessonsProps = TrainCardProps & { readonly training: Training };

function Lessons({ training, run, tags, mayTrain, onTags, onStart, onCancel }: LessonsProps) {
  const { genres, left } = training;
  const isEnough = genres.length >= MIN_GENRES;
  return (
    <>
      <label className={fields.check}>
        <input type="checkbox" checked={tags} onChange={(event) => onTags(event.currentTarget.checked)} />
        {words.train.tags}
      </label>
      {genres.length > 0 && (
        <p className={classes.genres}>
          {words.train.learns}{' '}
          {genres.map(({ genre, songs }) => (
            <span key={genre}>{words.train.genre(genre, songs)}</span>
          ))}
        </p>
      )}
      {left.length > 0 && (
        <p className={classes.lead}>
          {words.train.left(
            left.map(({ genre, songs, artists }) => words.train.leftOne(genre, songs, artists)).join(', '),
          )}
        </p>
      )}
      {!isEnough && <p className={classes.lead}>{words.train.needs}</p>}
      {run.kind === 'running' ? (
        <div className={classes.running}>
          <p role="status">{words.train.stage[run.stage]}</p>
          <progress aria-label={words.train.stage[run.stage]} value={run.done} max={1} />
          <Button variant="default" size="sm" onClick={onCancel}>
            {words.train.cancel}
          </Button>
        </div>
      ) : (
        mayTrain && (
          <Button variant="filled" size="md" disabled={!isEnough} onClick={onStart}>
            {words.train.start}
          </Button>
        )
      )}
      {!mayTrain && <p className={classes.lead}>{words.train.refused}</p>}
      {run.kind === 'failed' && <p role="alert">{words.train.failed(run.message)}</p>}
    </>
  );
}
