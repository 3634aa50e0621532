import { IconX } from '@tabler/icons-react';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useStore } from '../../shell/store.ts';
import { words } from '../../strings.corrections.ts';
import { genreName } from '../../strings.ts';
import { genreFill } from '../../theme/palette.ts';
import { titleOf } from '../song-words.ts';
import { choicesOf, isNew, matching, meant } from './choices.ts';
import { type Asked, asked, libraryGenres, say } from './corrections-state.ts';
import classes from './genre-chooser.module.css';

/** A tap on a genre anywhere opens it: what is it? */
export function GenreChooser() {
  const songs = useStore(asked);
  return songs && <Chooser key={songs.ids.join()} songs={songs} />;
}

function Chooser({ songs }: { songs: Asked }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const known = useStore(libraryGenres);
  const { song, ids } = songs;
  const choices = choicesOf(song?.ranking.map(({ genre }) => genre) ?? [], known);
  const shown = matching(choices, typed);
  useEffect(() => {
    dialog.current?.showModal();
    // A finger would get a keyboard over the choices.
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, []);
  const close = () => asked.set(undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    const genre = event.key === 'Enter' ? meant(choices, typed) : undefined;
    if (genre === undefined) return;
    event.preventDefault();
    void say(songs, genre);
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
          <h2 id="it-is">{song ? words.title(titleOf(song)) : words.titleOfMany(ids.length)}</h2>
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
        <ul className={classes.choices} aria-label={words.genres}>
          {shown.map((genre) => (
            <li key={genre}>
              <Choice
                name={genreName(genre)}
                fill={genreFill(genre)}
                current={song !== undefined && !song.outside && !song.unsure && song.genre === genre}
                onClick={() => void say(songs, genre)}
              />
            </li>
          ))}
          {isNew(choices, typed) && (
            <li>
              <Choice name={words.own(typed.trim())} onClick={() => void say(songs, typed.trim())} />
            </li>
          )}
        </ul>
        <div className={classes.foot}>
          <Choice name={words.none} current={song?.outside} onClick={() => void say(songs, null)} />
          {(song === undefined || song.taught?.by === 'you') && (
            <button type="button" className={classes.forget} onClick={() => void say(songs, undefined)}>
              {words.forget}
            </button>
          )}
        </div>
      </div>
    </dialog>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly fill?: string;
  /** It is what is shown now. */
  readonly current?: boolean | undefined;
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
