import { Button, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { IconWand } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { replaceQuery, useQuery } from '../../shell/router.ts';
import { createStore, useStore } from '../../shell/store.ts';
import switchClasses from '../../theme/switch.module.css';
import { makePlaylist } from '../api/playlists.ts';
import { getSongsById } from '../api/songs.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { playlist } from '../library-state.ts';
import { seedsOf } from '../paths.ts';
import classes from './builder.module.css';
import { Conditions, Order } from './conditions.tsx';
import { NumberField } from './number-field.tsx';
import { missingOf, type Recipe, requestOf, START } from './recipe.ts';
import { Ends, type PartProps, Seeds } from './seeds.tsx';

interface BuilderProps {
  /** Genres of the library. */
  readonly genres: readonly string[];
  /** Called with a note on the list that was made. */
  readonly onNote: (note: string) => void;
  readonly onMade: () => void;
}

/** Recipe, kept while other pages are shown. */
const recipeStore = createStore<Recipe>(START);

/** Says what the playlist shall be, and makes it. */
export function Builder({ genres, onNote, onMade }: BuilderProps) {
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
      const request = requestOf(recipe);
      const { songs } = await makePlaylist(request);
      playlist.replace(songs, request);
      if (songs.length < recipe.length) onNote(words.playlist.fewer(songs.length, recipe.length));
      change({ seed: recipe.seed + 1 });
      onMade();
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
      <ModeSwitch recipe={recipe} onChange={change} />
      {recipe.mode === 'like' && <Seeds recipe={recipe} onChange={change} />}
      {recipe.mode === 'path' && <Ends recipe={recipe} onChange={change} />}
      <Conditions recipe={recipe} onChange={change} genres={genres} />
      <Order recipe={recipe} onChange={change} />
      <Lengths recipe={recipe} onChange={change} />
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

function ModeSwitch({ recipe, onChange }: PartProps) {
  return (
    <SegmentedControl
      fullWidth
      size="sm"
      orientation="vertical"
      aria-label={words.playlist.mode}
      classNames={{
        ...switchClasses,
        root: `${switchClasses.root} ${classes.modes}`,
        indicator: `${switchClasses.indicator} ${classes.mode}`,
        label: `${switchClasses.label} ${classes.modeLabel}`,
      }}
      value={recipe.mode}
      onChange={(mode) => onChange({ mode })}
      data={(['like', 'path', 'kind'] as const).map((mode) => ({
        value: mode,
        label: words.playlist.modes[mode],
      }))}
    />
  );
}

function Lengths({ recipe, onChange }: PartProps) {
  return (
    <div className={classes.numbers}>
      <NumberField
        label={words.playlist.length}
        value={recipe.length}
        least={1}
        onValue={(length) => onChange({ length })}
      />
      <NumberField
        label={words.playlist.window}
        unit={words.playlist.windowUnit}
        value={recipe.window}
        least={0}
        onValue={(window) => onChange({ window })}
      />
    </div>
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
