import { Button, SegmentedControl } from '@mantine/core';
import { IconWand, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { replaceQuery, useQuery } from '../../shell/router.ts';
import { createStore, useStore } from '../../shell/store.ts';
import { words } from '../../strings.library.ts';
import { genreName } from '../../strings.ts';
import switchClasses from '../../theme/switch.module.css';
import { getSongsById, makePlaylist } from '../api.ts';
import { Cover } from '../cover.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import fields from '../fields.module.css';
import { playlist } from '../library-state.ts';
import { seedsOf } from '../paths.ts';
import { artistOf, titleOf } from '../song-words.ts';
import classes from './builder.module.css';
import { MAX_SEEDS, missingOf, type Recipe, requestOf, START } from './recipe.ts';
import { SongPicker } from './song-picker.tsx';

interface BuilderProps {
  /** Those of the library. */
  readonly genres: readonly string[];
  /** What is to be said of the list that was made. */
  readonly onNote: (note: string) => void;
}

/** What was asked for stays while one looks at other pages. */
const recipeStore = createStore<Recipe>(START);
const MAX_SONGS = 500;

/** Says what the playlist shall be, and makes it. */
export function Builder({ genres, onNote }: BuilderProps) {
  const recipe = useStore(recipeStore);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const change = (changes: Partial<Recipe>) => recipeStore.set({ ...recipeStore.get(), ...changes });
  useSeedsOfAddress((seeds) => change({ mode: 'like', seeds }));
  const missing = missingOf(recipe);
  const { entries } = useStore(playlist.state);

  const make = async () => {
    setBusy(true);
    setError(undefined);
    onNote('');
    try {
      const { songs } = await makePlaylist(requestOf(recipe));
      playlist.replace(songs);
      if (songs.length < recipe.length) onNote(words.playlist.fewer(songs.length, recipe.length));
      change({ seed: recipe.seed + 1 });
    } catch (error) {
      setError(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className={classes.builder}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <SegmentedControl
        fullWidth
        size="sm"
        orientation="vertical"
        aria-label={words.playlist.mode}
        classNames={{ ...switchClasses, root: `${switchClasses.root} ${classes.modes}` }}
        value={recipe.mode}
        onChange={(mode) => change({ mode })}
        data={(['like', 'path', 'kind'] as const).map((mode) => ({
          value: mode,
          label: words.playlist.modes[mode],
        }))}
      />
      {recipe.mode === 'like' && <Seeds recipe={recipe} onChange={change} />}
      {recipe.mode === 'path' && <Ends recipe={recipe} onChange={change} />}
      {recipe.mode === 'kind' && <Kind recipe={recipe} onChange={change} genres={genres} />}
      <div className={classes.numbers}>
        <NumberField
          label={words.playlist.length}
          value={recipe.length}
          least={1}
          onValue={(length) => change({ length })}
        />
        <NumberField
          label={words.playlist.window}
          unit={words.playlist.windowUnit}
          value={recipe.window}
          least={0}
          onValue={(window) => change({ window })}
        />
      </div>
      <Button
        variant="filled"
        size="md"
        type="submit"
        leftSection={<IconWand size={18} />}
        disabled={busy || missing !== undefined}
      >
        {busy ? words.playlist.making : recipe.seed === 1 ? words.playlist.make : words.playlist.again}
      </Button>
      <p className={classes.note}>{missing ?? (entries.length > 0 ? words.playlist.replaceNote : '')}</p>
      {error !== undefined && <ErrorNotice error={error} />}
    </form>
  );
}

interface PartProps {
  readonly recipe: Recipe;
  readonly onChange: (changes: Partial<Recipe>) => void;
}

function Seeds({ recipe: { seeds }, onChange }: PartProps) {
  const add = (song: LibrarySong) => {
    const others = seeds.filter(({ id }) => id !== song.id);
    onChange({ seeds: [...others, song].slice(-MAX_SEEDS) });
  };
  return (
    <div className={classes.part}>
      <SongPicker label={words.playlist.find} onSong={add} />
      {seeds.length === 0 ? (
        <p className={classes.note}>{words.playlist.seedsNone}</p>
      ) : (
        <ul className={classes.seeds} aria-label={words.playlist.seeds}>
          {seeds.map((song) => (
            <li key={song.id}>
              <Cover song={song} size={32} />
              <span className={classes.seed}>
                <strong>{titleOf(song)}</strong> {artistOf(song)}
              </span>
              <button
                type="button"
                aria-label={words.playlist.removeSeed(titleOf(song))}
                onClick={() => onChange({ seeds: seeds.filter(({ id }) => id !== song.id) })}
              >
                <IconX size={15} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Ends({ recipe, onChange }: PartProps) {
  return (
    <div className={classes.part}>
      {(['from', 'to'] as const).map((end) => (
        <SongPicker
          key={end}
          label={words.playlist[end]}
          song={recipe[end]}
          onSong={(song) => onChange({ [end]: song })}
        />
      ))}
    </div>
  );
}

function Kind({ recipe, onChange, genres }: PartProps & { genres: readonly string[] }) {
  return (
    <div className={classes.part}>
      <label className={fields.label}>
        {words.playlist.genre}
        <select
          className={fields.select}
          value={recipe.genre}
          onChange={(event) => onChange({ genre: event.currentTarget.value })}
        >
          <option value="">{words.playlist.anyGenre}</option>
          {genres.map((genre) => (
            <option key={genre} value={genre}>
              {genreName(genre)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className={fields.group}>
        <legend>{words.playlist.tempo}</legend>
        <div className={classes.tempo}>
          {(['tempoMin', 'tempoMax'] as const).map((end) => (
            <input
              key={end}
              className={fields.text}
              type="number"
              inputMode="numeric"
              min={0}
              max={400}
              step={5}
              aria-label={words.filter[end]}
              placeholder={end === 'tempoMin' ? words.filter.from : words.filter.to}
              value={recipe[end] ?? ''}
              onChange={({ currentTarget: { valueAsNumber } }) =>
                onChange({ [end]: valueAsNumber >= 0 ? valueAsNumber : undefined })
              }
            />
          ))}
        </div>
      </fieldset>
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly unit?: string;
  readonly value: number;
  readonly least: number;
  readonly onValue: (value: number) => void;
}

function NumberField({ label, unit, value, least, onValue }: NumberFieldProps) {
  const [typed, setTyped] = useState(String(value));
  return (
    <label className={classes.number}>
      <span>{label}</span>
      <input
        className={fields.text}
        type="number"
        inputMode="numeric"
        min={least}
        max={MAX_SONGS}
        required
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          const number = currentTarget.valueAsNumber;
          if (Number.isInteger(number) && number >= least && number <= MAX_SONGS) onValue(number);
        }}
      />
      {unit && <span className={classes.unit}>{unit}</span>}
    </label>
  );
}

/** Songs that another page sent along: taken once, so that a reload does not bring them back. */
function useSeedsOfAddress(onSeeds: (seeds: LibrarySong[]) => void): void {
  const query = useQuery();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is done with them may change meanwhile.
  useEffect(() => {
    const ids = seedsOf(query);
    if (ids.length === 0) return;
    const stop = new AbortController();
    getSongsById(ids, stop.signal).then(
      (songs) => {
        onSeeds(songs);
        replaceQuery('');
      },
      () => {},
    );
    return () => stop.abort();
  }, [query]);
}
