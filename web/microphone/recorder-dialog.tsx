import { Button, VisuallyHidden } from '@mantine/core';
import { type CSSProperties, useEffect, useId, useRef } from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import type { EngineName } from '../engine/engine.ts';
import { engines } from '../engine/engines.ts';
import { IconMicrophone, IconMicrophoneOff } from '../icons/icons.ts';
import { words } from '../language/en/microphone.ts';
import { answerInShort } from '../listen/verdict-words.ts';
import { RING_RADII } from '../record/rings.ts';
import { genreInk } from '../theme/palette.ts';
import classes from './recorder-dialog.module.css';
import { MAX_SECONDS, MIN_SECONDS } from './take.ts';
import { useAnswerSoFar } from './use-answer-so-far.ts';
import { type Recorder, type RecorderState, useRecorder } from './use-recorder.ts';

interface RecorderDialogProps {
  /** Hears what was recorded so far. */
  readonly engine: EngineName;
  /** Gets the recording. */
  readonly onDone: (recording: File) => void;
  readonly onClose: () => void;
}

/** Seconds of silence before it is remarked on. */
const SILENT_SECONDS = 3;

/** Dialog that records from the microphone, drawn as a record that is cut, a groove a second. */
export function RecorderDialog({ engine, onDone, onClose }: RecorderDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const recorder = useRecorder(onDone);
  const { state } = recorder;
  const prediction = useAnswerSoFar(recorder, engines[engine]);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={title} onClose={onClose}>
      <h2 className={classes.title} id={title}>
        {titleOf(state)}
      </h2>
      {state.kind === 'error' ? (
        <IconMicrophoneOff className={classes.icon} size={72} stroke={1.4} aria-hidden="true" />
      ) : (
        <CutRecord state={state} />
      )}
      <p className={classes.hint}>{hintOf(state, engine)}</p>
      <SoFar prediction={prediction} listening={state.kind === 'recording'} />
      <VisuallyHidden role="status">{spoken(state, engine)}</VisuallyHidden>
      <Actions recorder={recorder} onCancel={() => dialog.current?.close()} />
    </dialog>
  );
}

/** Answer so far, with reserved space before the first. */
function SoFar({ prediction, listening }: { prediction: Prediction | undefined; listening: boolean }) {
  if (!listening) return null;
  const sure = prediction && !prediction.unsure && !prediction.outside;
  return (
    <p className={classes.soFar} role="status">
      {prediction ? (
        <>
          {words.soFar}{' '}
          <strong style={sure ? { color: genreInk(prediction.genre) } : undefined}>
            {answerInShort(prediction)}
          </strong>
        </>
      ) : (
        <span className={classes.first}>{words.firstAnswer}</span>
      )}
    </p>
  );
}

function CutRecord({ state }: { state: Exclude<RecorderState, { kind: 'error' }> }) {
  const recording = state.kind === 'recording';
  const left = recording ? Math.ceil(MAX_SECONDS - state.seconds) : MAX_SECONDS;
  const level = recording ? state.level : 0;
  return (
    <>
      <div className={classes.record} data-cutting={recording}>
        <svg viewBox="-200 -200 400 400" aria-hidden="true">
          <circle r="199" className={classes.vinyl} />
          {RING_RADII.map((radius, second) => (
            <circle
              key={radius}
              r={radius}
              className={classes.groove}
              style={grooveStyle(state, second)}
              data-enough={second === MIN_SECONDS - 1}
            />
          ))}
          <circle r="76" className={classes.label} />
        </svg>
        <p className={classes.left}>
          {recording ? left : <IconMicrophone size={44} stroke={1.6} aria-hidden="true" />}
          {recording && <span>{words.left}</span>}
        </p>
      </div>
      <div className={classes.meter} style={{ '--level': level } as CSSProperties} aria-hidden="true">
        <span />
      </div>
      <VisuallyHidden>
        <meter aria-label={words.level} max={100} value={Math.round(100 * level)} />
      </VisuallyHidden>
    </>
  );
}

/** A groove that is cut is as strong as its second was loud; the one being cut is the record's red. */
function grooveStyle(state: RecorderState, second: number): CSSProperties | undefined {
  if (state.kind !== 'recording' || second > state.levels.length) return undefined;
  const level = state.levels[second];
  return level === undefined
    ? { stroke: 'var(--genre-rock-fill)', strokeWidth: 3, opacity: 1 }
    : { stroke: 'var(--arm)', strokeWidth: 2.4, opacity: 0.25 + 0.75 * level };
}

function Actions({ recorder, onCancel }: { recorder: Recorder; onCancel: () => void }) {
  const { state, finish, again } = recorder;
  const enough = state.kind === 'recording' && state.seconds >= MIN_SECONDS;
  return (
    <div className={classes.actions}>
      {state.kind === 'recording' && (
        <Button size="lg" variant="filled" disabled={!enough} onClick={finish}>
          {enough ? words.finish : words.finishFrom(Math.ceil(MIN_SECONDS - state.seconds))}
        </Button>
      )}
      {state.kind === 'error' && state.error !== 'insecure' && (
        <Button size="lg" variant="filled" onClick={again}>
          {words.again}
        </Button>
      )}
      <Button size="lg" variant="default" onClick={onCancel}>
        {state.kind === 'error' ? words.close : words.cancel}
      </Button>
    </div>
  );
}

function titleOf(state: RecorderState): string {
  return state.kind === 'error' ? words.error[state.error].title : words.title[state.kind];
}

function hintOf(state: RecorderState, engine: EngineName): string {
  if (state.kind === 'error') return words.error[state.error].detail;
  if (state.kind === 'asking') return words.asking;
  return isSilent(state) ? words.silent : words.hint[engine];
}

/** Said once each, not every second. */
function spoken(state: RecorderState, engine: EngineName): string {
  if (state.kind !== 'recording') return `${titleOf(state)} ${hintOf(state, engine)}`;
  if (isSilent(state)) return words.silent;
  return state.seconds < MIN_SECONDS ? words.started : words.enough;
}

function isSilent(state: Extract<RecorderState, { kind: 'recording' }>): boolean {
  return state.levels.length >= SILENT_SECONDS && state.levels.slice(-SILENT_SECONDS).every((l) => l === 0);
}
