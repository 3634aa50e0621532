import { useEffect, useId, useState } from 'react';
import { probabilityOf } from '../../src/classify/levels.ts';
import type { Prediction } from '../../src/classify/prediction.ts';
import { errorMessage } from '../error-message.ts';
import { genreName, percent } from '../language/en/main.ts';
import { words } from '../language/en/without.ts';
import { genreFill } from '../theme/palette.ts';
import { clock } from '../timeline/time-axis.ts';
import classes from './ablation.module.css';
import type { AblationAnswer, AblationRequest } from './messages.ts';
import { clearestSegment, mostInfluential, PARTS, type PartAnswer } from './parts.ts';

/** Ablation: the answers without parts of the sound show what the prediction depends on. */
export function Ablation({ file, prediction }: { file: File; prediction: Prediction }) {
  const title = useId();
  const { genre } = prediction;
  const segment = clearestSegment(prediction);
  const { answers, failure } = useHearings({
    file,
    model: prediction.model.name,
    startSeconds: segment.startSeconds,
    endSeconds: segment.endSeconds,
  });
  const done = answers.length === PARTS.length + 1;
  const whole = answers[0];
  const telling = mostInfluential(answers, genre);
  return (
    <section className={classes.without} aria-labelledby={title} aria-busy={!done && !failure}>
      <h2 className={classes.title} id={title}>
        {words.title}
      </h2>
      <p className={classes.lead}>{words.lead(clock(segment.startSeconds), clock(segment.endSeconds))}</p>
      <ul className={classes.rows}>
        {[undefined, ...PARTS].map((part, i) => (
          <Row key={part ?? 'whole'} part={part} answer={answers[i]} genre={genre} />
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
  readonly part: PartAnswer['part'];
  /** None as long as it is being heard. */
  readonly answer: PartAnswer | undefined;
  readonly genre: string;
}

function Row({ part, answer, genre }: RowProps) {
  const { name, what } = part === undefined ? words.whole : words.part(part);
  const probability = answer ? probabilityOf(genre, answer.ranking) : 0;
  const first = answer?.ranking[0];
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
        {answer ? `${genreName(genre)} ${percent(probability)}` : words.working}
        {first && first.genre !== genre && <small>{words.rather(first.genre, first.probability)}</small>}
      </span>
    </li>
  );
}

function useHearings({ file, model, startSeconds, endSeconds }: AblationRequest) {
  const [answers, setAnswers] = useState<readonly PartAnswer[]>([]);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    setAnswers([]);
    setFailure('');
    const worker = new Worker(new URL('./ablation.worker.ts', import.meta.url), { type: 'module' });
    worker.onerror = ({ message }) => setFailure(message);
    worker.onmessage = ({ data }: MessageEvent<AblationAnswer>) => {
      if (data.kind === 'answered') setAnswers((old) => [...old, data.answer]);
      else setFailure(errorMessage(data.code, data.message));
    };
    worker.postMessage({ file, model, startSeconds, endSeconds } satisfies AblationRequest);
    return () => worker.terminate();
  }, [file, model, startSeconds, endSeconds]);
  return { answers, failure };
}
