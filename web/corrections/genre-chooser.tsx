import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { IconX } from '../icons/icons.ts';
import { words } from '../language/en/corrections.ts';
import { genreName } from '../language/en/main.ts';
import { useStore } from '../shell/store.ts';
import { genreFill } from '../theme/palette.ts';
import { choicesOf, genreOnEnter, isNewGenre, matching } from './choices.ts';
import classes from './genre-chooser.module.css';
import { knownGenres, type Label, type LabelQuestion, openQuestion, submitLabel } from './label-state.ts';

/** Dialog to choose the genre of a song. */
export function GenreChooser() {
  const question = useStore(openQuestion);
  return question && <Chooser key={question.key} question={question} />;
}

function Chooser({ question: { title, ranked, current, mayForget, submit } }: { question: LabelQuestion }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const choices = choicesOf(ranked, useStore(knownGenres));
  useEffect(() => {
    dialog.current?.showModal();
    // A finger would get a keyboard over the choices.
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, []);
  const close = () => openQuestion.set(undefined);
  const choose = (label: Label) => void submitLabel(submit, label);
  const onKeyDown = (event: KeyboardEvent) => {
    const genre = event.key === 'Enter' ? genreOnEnter(choices, typed) : undefined;
    if (genre === undefined) return;
    event.preventDefault();
    choose(genre);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself.
    <dialog
      ref={dialog}
      className={classes.dialog}
      aria-labelledby="it-is"
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      <div className={classes.inside}>
        <div className={classes.head}>
          <h2 id="it-is">{title}</h2>
          <button type="button" className={classes.close} aria-label={words.close} onClick={close}>
            <IconX size={18} aria-hidden="true" />
          </button>
        </div>
        <input
          ref={field}
          className={classes.field}
          aria-label={words.filter}
          placeholder={words.filter}
          maxLength={60}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Choices choices={choices} typed={typed} current={current} onChoose={choose} />
        <div className={classes.foot}>
          <Choice name={words.none} current={current === null} onClick={() => choose(null)} />
          {mayForget && (
            <button type="button" className={classes.forget} onClick={() => choose(undefined)}>
              {words.forget}
            </button>
          )}
        </div>
      </div>
    </dialog>
  );
}

interface ChoicesProps {
  readonly choices: readonly string[];
  readonly typed: string;
  readonly current: Label;
  readonly onChoose: (genre: string) => void;
}

/** Genres that match what was typed, and that itself if it is a new one. */
function Choices({ choices, typed, current, onChoose }: ChoicesProps) {
  return (
    <ul className={classes.choices} aria-label={words.genres}>
      {matching(choices, typed).map((genre) => (
        <li key={genre}>
          <Choice
            name={genreName(genre)}
            fill={genreFill(genre)}
            current={current === genre}
            onClick={() => onChoose(genre)}
          />
        </li>
      ))}
      {isNewGenre(choices, typed) && (
        <li>
          <Choice name={words.own(typed.trim())} onClick={() => onChoose(typed.trim())} />
        </li>
      )}
    </ul>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly fill?: string;
  /** Whether it is the genre shown now. */
  readonly current?: boolean;
  readonly onClick: () => void;
}

function Choice({ name, fill, current = false, onClick }: ChoiceProps) {
  const dot = fill === undefined ? undefined : ({ '--fill': fill } as CSSProperties);
  return (
    <button type="button" className={classes.choice} aria-pressed={current} style={dot} onClick={onClick}>
      {fill !== undefined && <span className={classes.dot} aria-hidden="true" />}
      {name}
    </button>
  );
}
