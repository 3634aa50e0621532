import { Button } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import type { ModelList } from '../../src/server/schema.ts';
import type { EngineName } from '../engine/engine.ts';
import { words } from '../language/en/compare.ts';
import { strings } from '../language/en/main.ts';
import { useModels } from '../models/use-models.ts';
import { HAS_SERVER } from '../shell/site.ts';
import classes from './compare.module.css';
import { type Contender, comparedGenres, firstChoices, keyOf, type Verdict } from './contenders.ts';
import { useContenders } from './use-contenders.ts';
import { VerdictCard } from './verdict-card.tsx';

interface CompareProps {
  readonly file: File;
  /** Answer that is shown already. */
  readonly prediction: Prediction;
  readonly engine: EngineName;
}

const ENGINES: readonly EngineName[] = HAS_SERVER ? ['server', 'browser'] : ['browser'];
/** Number of models that are asked at once. */
const HEARD_AT_ONCE = 3;
const BARS = 5;

/** Several models on one song, on either engine, side by side. */
export function Compare({ file, prediction, engine }: CompareProps) {
  const title = useId();
  const [models, askAgain] = useModels();
  const list = models.kind === 'there' ? models.list : undefined;
  const current: Verdict = {
    contender: { engine, model: prediction.model.name },
    state: { kind: 'done', prediction },
  };
  const { verdicts, add, remove } = useContenders(file, [current]);
  useFirstContenders(list, current.contender, add);
  const answers = verdicts.flatMap(({ state }) => (state.kind === 'done' ? [state.prediction] : []));
  const genres = comparedGenres(answers, BARS);

  return (
    <section className={classes.compare} aria-labelledby={title}>
      <h2 className={classes.title} id={title}>
        {words.title}
      </h2>
      <p className={classes.lead}>{words.lead}</p>
      {models.kind === 'loading' && <p className={classes.lead}>{words.loading}</p>}
      {models.kind === 'failed' && (
        <p className={classes.lead} role="alert">
          {words.unreachable}{' '}
          <Button variant="default" size="compact-md" onClick={askAgain}>
            {words.again}
          </Button>
        </p>
      )}
      {list && <Chooser list={list} verdicts={verdicts} onAdd={add} onRemove={remove} />}
      <p className={classes.summary} role="status">
        {answers.length === verdicts.length && answers.length > 1 ? summary(answers) : ''}
      </p>
      <ul className={classes.cards}>
        {verdicts.map((verdict) => (
          <VerdictCard
            key={keyOf(verdict.contender)}
            verdict={verdict}
            genres={genres}
            onAgain={() => add(verdict.contender)}
          />
        ))}
      </ul>
    </section>
  );
}

interface ChooserProps {
  readonly list: ModelList;
  readonly verdicts: readonly Verdict[];
  readonly onAdd: (contender: Contender) => void;
  readonly onRemove: (contender: Contender) => void;
}

function Chooser({ list, verdicts, onAdd, onRemove }: ChooserProps) {
  const chosen = new Set(verdicts.map(({ contender }) => keyOf(contender)));
  return (
    <fieldset className={classes.chooser}>
      <legend className={classes.legend}>{words.choose}</legend>
      {ENGINES.map((engine) => (
        <div key={engine} className={classes.engine}>
          <span className={classes.engineName}>{strings.engine.name[engine]}</span>
          {list.models.map(({ name }) => {
            const contender = { engine, model: name };
            const pressed = chosen.has(keyOf(contender));
            return (
              <button
                key={name}
                type="button"
                className={classes.chip}
                aria-pressed={pressed}
                aria-label={`${name}, ${strings.engine.name[engine]}`}
                onClick={() => (pressed ? onRemove(contender) : onAdd(contender))}
              >
                {name}
              </button>
            );
          })}
        </div>
      ))}
    </fieldset>
  );
}

/** Starts the other models on the song, once, on the engine that analysed it. */
function useFirstContenders(
  list: ModelList | undefined,
  current: Contender,
  add: (contender: Contender) => void,
): void {
  const begun = useRef(false);
  useEffect(() => {
    if (!list || begun.current) return;
    begun.current = true;
    const others = list.models.filter(({ name }) => name !== current.model);
    for (const { name } of others.slice(0, HEARD_AT_ONCE - 1)) add({ engine: current.engine, model: name });
  });
}

function summary(answers: readonly Prediction[]): string {
  const choices = firstChoices(answers);
  return choices.length === 1 ? words.agree(choices[0]!.genre, answers.length) : words.disagree(choices);
}
