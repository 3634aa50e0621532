import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Training } from '../../../src/server/library-schema.ts';
import { percent } from '../../language/en/main.ts';
import { words } from '../../language/en/teach.ts';
import { chooseModel } from '../api/training.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { momentText } from '../moment-text.ts';
import classes from './teach-page.module.css';

type Measured = Training['models'][number]['figures']['before'];

interface ModelListProps {
  readonly training: Training;
  readonly mayTrain: boolean;
  /** Another model is used from now on. */
  readonly onChosen: () => void;
}

/** Models that were made, how right each is beside the one before, and which is used. */
export function ModelList({ training: { models, inUse }, mayTrain, onChosen }: ModelListProps) {
  const [isHearing, setIsHearing] = useState(false);
  const [error, setError] = useState<unknown>();
  const choose = (model: string | null) =>
    chooseModel(model).then(() => {
      setIsHearing(true);
      onChosen();
    }, setError);
  return (
    <section className={classes.card} aria-labelledby="models">
      <h2 id="models">{words.model.title}</h2>
      {models.length === 0 && <p className={classes.lead}>{words.model.none}</p>}
      {isHearing && <p role="status">{words.model.hears}</p>}
      {error !== undefined && <ErrorNotice error={error} />}
      <ul className={classes.models}>
        {models.map(({ id, madeAt, figures }) => {
          const when = momentText(madeAt);
          return (
            <li key={id}>
              <p className={classes.made}>
                <strong>{words.model.made(when)}</strong> {words.model.of(figures.songs, figures.artists)}
                {id === inUse && <span className={classes.inUse}>{words.model.inUse}</span>}
              </p>
              <dl className={classes.figures}>
                <Figure name={words.model.before} figure={figures.before} />
                <Figure name={words.model.after} figure={figures.after} />
              </dl>
              {mayTrain && (
                <Button
                  size="sm"
                  variant={id === inUse ? 'default' : 'filled'}
                  aria-label={id === inUse ? undefined : words.model.chooseNamed(when)}
                  onClick={() => void choose(id === inUse ? null : id)}
                >
                  {id === inUse ? words.model.back : words.model.choose}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {models.length > 0 && <p className={classes.lead}>{words.model.meaning}</p>}
    </section>
  );
}

function Figure({ name, figure: { value, low, high } }: { name: string; figure: Measured }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {percent(value)}{' '}
        <span className={classes.range}>{words.model.range(percent(low), percent(high))}</span>
      </dd>
    </div>
  );
}
