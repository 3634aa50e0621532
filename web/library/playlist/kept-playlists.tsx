import { ActionIcon, Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { KeptPlaylist } from '../../../src/server/library-schema.ts';
import { IconPlus, IconRefreshDot, IconX } from '../../icons/icons.ts';
import { words } from '../../language/en/playlists.ts';
import { useStore } from '../../shell/store.ts';
import { deleteKeptPlaylist, getKeptPlaylist, keepPlaylist } from '../api/playlists.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { playlist } from '../library-state.ts';
import classes from './kept-playlists.module.css';
import { keptPlaylists, refreshKeptPlaylists } from './kept-state.ts';

/** The playlists of the library: each is opened by a press; one that follows a rule is made anew then. */
export function KeptPlaylists() {
  const playlists = useStore(keptPlaylists);
  const { keptId, entries } = useStore(playlist.state);
  const { open, remove, putBack, deleted, error } = useKeptActions();
  return (
    <section className={classes.kept} aria-label={words.label}>
      <ul className={classes.list}>
        {(playlists ?? []).map((each) => (
          <KeptEntry
            key={each.id}
            playlist={each}
            isOpen={each.id === keptId}
            onOpen={() => open(each.id)}
            onRemove={() => remove(each.id)}
          />
        ))}
        {playlists && (entries.length > 0 || playlists.length > 0) && (
          <li>
            <Button
              size="sm"
              variant="subtle"
              leftSection={<IconPlus size={16} />}
              onClick={() => playlist.clear()}
            >
              {words.another}
            </Button>
          </li>
        )}
        {playlists?.length === 0 && entries.length === 0 && <li className={classes.none}>{words.none}</li>}
      </ul>
      {deleted && (
        <p className={classes.gone} role="status">
          {words.removed(deleted.title)}{' '}
          <Button size="compact-md" variant="default" onClick={() => putBack(deleted)}>
            {words.undo}
          </Button>
        </p>
      )}
      {error !== undefined && <ErrorNotice error={error} />}
    </section>
  );
}

/** Actions on the playlists, with the one that was deleted last and the last error. */
function useKeptActions() {
  const [deleted, setDeleted] = useState<KeptPlaylist>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const stop = new AbortController();
    refreshKeptPlaylists(stop.signal).catch((error) => {
      if (!stop.signal.aborted) setError(error);
    });
    return () => stop.abort();
  }, []);
  const attempt = (act: () => Promise<void>) => {
    setError(undefined);
    act().catch(setError);
  };
  const open = (id: number) => attempt(async () => playlist.open(await getKeptPlaylist(id)));
  const remove = (id: number) =>
    attempt(async () => {
      const content = await getKeptPlaylist(id);
      await deleteKeptPlaylist(id);
      setDeleted(content);
      if (playlist.state.get().keptId === id) playlist.setKept(undefined);
      await refreshKeptPlaylists();
    });
  const putBack = ({ title, songs, rule }: KeptPlaylist) =>
    attempt(async () => {
      await keepPlaylist({ title, songs: songs.map(({ song }) => song.id), rule });
      setDeleted(undefined);
      await refreshKeptPlaylists();
    });
  return { open, remove, putBack, deleted, error };
}

interface KeptEntryProps {
  readonly playlist: NonNullable<ReturnType<typeof keptPlaylists.get>>[number];
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}

function KeptEntry({ playlist: { title, songs, smart }, isOpen, onOpen, onRemove }: KeptEntryProps) {
  return (
    <li className={classes.entry} data-open={isOpen}>
      <button
        type="button"
        className={classes.open}
        aria-current={isOpen ? 'true' : undefined}
        onClick={onOpen}
      >
        {smart && <IconRefreshDot size={16} aria-hidden="true" />}
        {title}
        <span className={classes.count}>{smart ? words.smart : songs}</span>
      </button>
      <ActionIcon size={36} radius="xl" variant="subtle" aria-label={words.remove(title)} onClick={onRemove}>
        <IconX size={15} />
      </ActionIcon>
    </li>
  );
}
