import { useEffect, useId, useState } from 'react';
import { probabilityOf } from '../../src/classify/levels.ts';
import type { Prediction } from '../../src/classify/prediction.ts';
import { plainly } from '../plain-error.ts';
import { genreName, percent } from '../strings.ts';
import { words } from '../strings.without.ts';
import { genreFill } from '../theme/palette.ts';
import { clock } from '../timeline/time-axis.ts';
import type { WithoutAnswer, WithoutRequest } from './messages.ts';
import { clearestSegment, type Hearing, mostTelling, PARTS } from './parts.ts';
import classes from './without.module.css';

/** Ablation: the answers without parts of the sound show what the prediction depends on. */
export function Without({ file, prediction }: { file: File; prediction: Prediction }) {
  const title = useId();
  const { genre } = prediction;
  const segment = clearestSegment(prediction);
  const { hearings, failure } = useHearings({
    file,
    model: prediction.model.name,
    startSeconds: segment.startSeconds,
    endSeconds: segment.endSeconds,
  });
  const done = hearings.length === PARTS.length + 1;
  const whole = hearings[0];
  const telling = mostTelling(hearings, genre);
  return (
    <section className={classes.without} aria-labelledby={title} aria-busy={!done && !failure}>
      <h2 className={classes.title} id={title}>
        {words.title}
      </h2>
      <p className={classes.lead}>{words.lead(clock(segment.startSeconds), clock(segment.endSeconds))}</p>
      <ul className={classes.rows}>
        {[undefined, ...PARTS].map((part, i) => (
          <Row key={part ?? 'whole'} part={part} hearing={hearings[i]} genre={genre} />
        ))}
      </ul>
      <p className={classes.telling} role="status">
        {failure && `${words.failed} ${failure}`}
        {done && !telling?.part && words.nothing(genre)}
        {done &&
          telling?.part &&
          whole &&
          words.telling(
            telling.part,
            genre,
            probabilityOf(genre, whole.ranking),
            probabilityOf(genre, telling.ranking),
          )}
      </p>
    </section>
  );
}

interface RowProps {
  readonly part: Hearing['part'];
  /** None as long as it is being heard. */
  readonly hearing: Hearing | undefined;
  readonly genre: string;
}

function Row({ part, hearing, genre }: RowProps) {
  const { name, what } = part === undefined ? words.whole : words.part(part);
  const probability = hearing ? probabilityOf(genre, hearing.ranking) : 0;
  const first = hearing?.ranking[0];
  return (
    <li className={classes.row}>
      <span className={classes.name}>
        {name}
        <small>{what}</small>
      </span>
      <span className={classes.track} aria-hidden="true">
        <span style={{ background: genreFill(genre), transform: `scaleX(${probability})` }} />
      </span>
      <span className={classes.value}>
        {hearing ? `${genreName(genre)} ${percent(probability)}` : words.working}
        {first && first.genre !== genre && <small>{words.rather(first.genre, first.probability)}</small>}
      </span>
    </li>
  );
}

function useHearings({ file, model, startSeconds, endSeconds }: WithoutRequest) {
  const [hearings, setHearings] = useState<readonly Hearing[]>([]);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    setHearings([]);
    setFailure('');
    const worker = new Worker(new URL('./without.worker.ts', import.meta.url), { type: 'module' });
    worker.onerror = ({ message }) => setFailure(message);
    worker.onmessage = ({ data }: MessageEvent<WithoutAnswer>) => {
      if (data.kind === 'heard') setHearings((old) => [...old, data.hearing]);
      else setFailure(plainly(data.code, data.message));
    };
    worker.postMessage({ file, model, startSeconds, endSeconds } satisfies WithoutRequest);
    return () => worker.terminate();
  }, [file, model, startSeconds, endSeconds]);
  return { hearings, failure };
}
