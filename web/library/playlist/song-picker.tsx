import { Combobox, useCombobox } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { getSongs } from '../api/songs.ts';
import { Cover } from '../cover.tsx';
import fields from '../fields.module.css';
import { artistOf, titleOf } from '../song-words.ts';
import { ALL_SONGS, requestOf } from '../songs/song-filter.ts';
import classes from './song-picker.module.css';

interface SongPickerProps {
  readonly label: string;
  /** The one that is chosen, where one is kept. */
  readonly song?: LibrarySong | undefined;
  readonly onSong: (song: LibrarySong) => void;
}

const PAUSE_MS = 200;
const MAX_FOUND = 6;

/** Finds a song of the library by its words. */
export function SongPicker({ label, song, onSong }: SongPickerProps) {
  const [text, setText] = useState('');
  const found = useFound(text);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const choose = (id: string) => {
    const chosen = found?.find((other) => String(other.id) === id);
    if (!chosen) return;
    onSong(chosen);
    setText('');
    combobox.closeDropdown();
  };
  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      middlewares={{ flip: false, shift: false }}
      onOptionSubmit={choose}
    >
      <Combobox.Target>
        <label className={fields.label}>
          {label}
          <Combobox.EventsTarget>
            <input
              className={fields.text}
              autoComplete="off"
              spellCheck={false}
              placeholder={song ? `${titleOf(song)} – ${artistOf(song)}` : words.playlist.find}
              data-chosen={song !== undefined}
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value);
                combobox.openDropdown();
                combobox.updateSelectedOptionIndex();
              }}
              onFocus={() => combobox.openDropdown()}
              onBlur={() => combobox.closeDropdown()}
            />
          </Combobox.EventsTarget>
        </label>
      </Combobox.Target>
      <Combobox.Dropdown className={classes.dropdown} hidden={text.trim() === ''}>
        <Combobox.Options aria-label={label}>
          {found === undefined && <Combobox.Empty>{words.playlist.finding}</Combobox.Empty>}
          {found?.length === 0 && <Combobox.Empty>{words.playlist.findNone}</Combobox.Empty>}
          {found?.map((other) => (
            <Combobox.Option key={other.id} value={String(other.id)} className={classes.option ?? ''}>
              <Cover song={other} size={34} />
              <span className={classes.words}>
                <strong>{titleOf(other)}</strong>
                <span>{artistOf(other)}</span>
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Undefined while nothing is known yet. */
function useFound(text: string): readonly LibrarySong[] | undefined {
  const [found, setFound] = useState<readonly LibrarySong[]>();
  useEffect(() => {
    const q = text.trim();
    if (q === '') return setFound(undefined);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      getSongs(requestOf({ ...ALL_SONGS, q }), 0, MAX_FOUND, stop.signal).then(
        ({ songs }) => setFound(songs),
        () => {
          if (!stop.signal.aborted) setFound([]);
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return found;
}
