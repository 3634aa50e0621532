import { Button, VisuallyHidden } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import type { GenreSuggestion } from '../../src/analysis/ear-neighbours.ts';
import { isBroad } from '../../src/classify/levels.ts';
import type { Prediction, RankedGenre } from '../../src/classify/prediction.ts';
import type { EngineName } from '../engine/engine.ts';
import { errorMessage } from '../error-message.ts';
import { GenrePath } from '../genre/genre-path.tsx';
import { IconRefresh } from '../icons/icons.ts';
import { percent, strings } from '../language/en/main.ts';
import { type Failure, isWorthRetrying, type Queue, type Song } from '../queue/queue.ts';
import { HAS_SERVER } from '../shell/site.ts';
import { genreInk } from '../theme/palette.ts';
import { LabelButton } from './label-button.tsx';
import classes from './outcome.module.css';
import { candidates, claimed, confidenceLevelOf, finerNames } from './verdict-words.ts';

const SaidAnswer = lazy(async () => ({ default: (await import('./labelled-answer.tsx')).LabelledAnswer }));

interface OutcomeProps {
  readonly queue: Queue;
  readonly song: Song;
  /** Suggestion from songs that it sounds like. */
  readonly near: GenreSuggestion | undefined;
}

/** Result of a song: the answer, its progress, or its error. */
export function Outcome({ queue, song, near }: OutcomeProps) {
  const { id, state } = song;
  const label = song.label === undefined ? near?.genre : song.label;
  const hearAgain = (engine?: EngineName) => {
    if (engine) queue.chooseEngine(engine);
    queue.retry(id);
  };
  switch (state.kind) {
    case 'waiting':
      return <Pending title={strings.pending.waiting} detail={strings.pending.starts} />;
    case 'uploading':
      return <Pending title={strings.pending.uploading} detail={percent(state.fraction)} />;
    case 'listening':
      return <Pending title={strings.pending.listening} detail={strings.pending.heard(state.secondsDone)} />;
    case 'done':
      return (
        <>
          {label === undefined ? (
            <Answer prediction={state.prediction} />
          ) : (
            <Suspense fallback={<div className={classes.outcome} />}>
              <SaidAnswer
                label={label}
                by={near ? undefined : strings.verdict.said}
                neighbours={near?.songs}
                prediction={state.prediction}
              />
            </Suspense>
          )}
          <LabelButton song={song} />
        </>
      );
    case 'failed':
      return <Failed failure={state.failure} retryable={isWorthRetrying(song)} onRetry={hearAgain} />;
    case 'cancelled':
      return (
        <ErrorNotice
          title={strings.cancelled.title}
          detail={strings.cancelled.detail}
          onRetry={() => hearAgain()}
        />
      );
  }
}

/** The answer in large. */
export function Answer({ prediction }: { prediction: Prediction }) {
  if (prediction.outside) return <Outside prediction={prediction} />;
  return prediction.unsure ? <Unsure prediction={prediction} /> : <Claim prediction={prediction} />;
}

function Outside({ prediction: { description } }: { prediction: Prediction }) {
  const heard = description?.words?.map(({ word }) => strings.sound.word(word)) ?? [];
  return (
    <div className={classes.outcome}>
      <h2 className={classes.perhaps}>{strings.verdict.outside}</h2>
      <p className={classes.meaning}>
        {strings.verdict.meansOutside}
        {heard.length > 0 && ` ${strings.sound.alsoHeard(heard.join(', '))}`}
      </p>
    </div>
  );
}

function Claim({ prediction }: { prediction: Prediction }) {
  const { genre, confidence } = prediction;
  const sureness = confidenceLevelOf(prediction);
  const all = claimed(prediction);
  if (all.length > 1) return <Several claimed={all} />;
  return (
    <div className={classes.outcome}>
      <h2 className={classes.genre} style={{ color: genreInk(genre) }}>
        <GenrePath genre={genre} />
      </h2>
      <p className={classes.sureness}>
        <strong>{strings.verdict[sureness]}</strong>
        {percent(confidence)}
      </p>
      <p className={classes.meaning}>
        {isBroad(prediction) && `${strings.verdict.notSureWhich(finerNames(prediction))} `}
        {strings.verdict.meansSure(confidence)}
      </p>
    </div>
  );
}

/** Genres that a song has side by side, each with how sure it is. */
function Several({ claimed }: { claimed: readonly RankedGenre[] }) {
  return (
    <div className={classes.outcome}>
      <h2 className={classes.several}>
        {claimed.map(({ genre, probability }, i) => (
          <span key={genre} className={classes.candidate} style={{ color: genreInk(genre) }}>
            <GenrePath genre={genre} /> <small className={classes.share}>{percent(probability)}</small>
            {i < claimed.length - 1 && <VisuallyHidden component="span">, </VisuallyHidden>}
          </span>
        ))}
      </h2>
      <p className={classes.meaning}>{strings.verdict.meansSeveral}</p>
    </div>
  );
}

function Unsure({ prediction }: { prediction: Prediction }) {
  const named = candidates(prediction);
  const most = named[0]!.probability;
  return (
    <div className={classes.outcome}>
      <h2 className={classes.perhaps}>
        <span className={classes.perhapsLead}>{strings.verdict.unsureTitle}</span>{' '}
        {named.map(({ genre, probability }, i) => (
          <span
            key={genre}
            className={classes.candidate}
            style={{ color: genreInk(genre), fontSize: `${(0.5 + 0.5 * (probability / most)).toFixed(2)}em` }}
          >
            {i > 0 && <VisuallyHidden component="span">{strings.verdict.or} </VisuallyHidden>}
            <GenrePath genre={genre} /> <small className={classes.share}>{percent(probability)}</small>
          </span>
        ))}
      </h2>
      <p className={classes.sureness}>
        <strong>{strings.verdict.unsure}</strong>
      </p>
      <p className={classes.meaning}>{strings.verdict.meansUnsure}</p>
    </div>
  );
}

function Pending({ title, detail }: { title: string; detail: string }) {
  return (
    <div className={classes.outcome}>
      <h2 className={classes.pending}>
        {title}
        <span className={classes.dots} aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      </h2>
      <p className={classes.meaning}>{detail}</p>
    </div>
  );
}

interface FailedProps {
  readonly failure: Failure;
  readonly retryable: boolean;
  readonly onRetry: (engine?: EngineName) => void;
}

function Failed({ failure, retryable, onRetry }: FailedProps) {
  const { code, message, engine } = failure;
  const other: EngineName = engine === 'server' ? 'browser' : 'server';
  const detail = code === 'unreachable' ? strings.failure.unreachable[engine] : errorMessage(code, message);
  return (
    <ErrorNotice
      title={strings.failure.title(code)}
      detail={detail}
      technical={code === 'unreachable' || detail === message ? undefined : message}
      onRetry={retryable ? () => onRetry() : undefined}
    >
      {HAS_SERVER && (code === 'unreachable' || code === 'busy' || code === 'too-large') && (
        <Button variant="default" onClick={() => onRetry(other)}>
          {strings.failure.elsewhere[engine]}
        </Button>
      )}
    </ErrorNotice>
  );
}

interface ErrorNoticeProps {
  readonly title: string;
  readonly detail: string;
  /** Technical details of the error. */
  readonly technical?: string | undefined;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}

function ErrorNotice({ title, detail, technical, onRetry, children }: ErrorNoticeProps) {
  return (
    <div className={classes.outcome}>
      <h2 className={classes.pending}>{title}</h2>
      <p className={classes.meaning}>{detail}</p>
      {technical && (
        <details className={classes.technical}>
          <summary>{strings.failure.details}</summary>
          {technical}
        </details>
      )}
      <div className={classes.actions}>
        {onRetry && (
          <Button variant="filled" leftSection={<IconRefresh size={18} />} onClick={onRetry}>
            {strings.failure.retry}
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}
