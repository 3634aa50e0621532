import { ActionIcon, Button } from '@mantine/core';
import { useState } from 'react';
import { IconPencil, IconPlaylistAdd, IconTags, IconWand, IconX } from '../../icons/icons.ts';
import { words as correctionWords } from '../../language/en/corrections.ts';
import { words } from '../../language/en/library.ts';
import { navigate } from '../../shell/router.ts';
import { useStore } from '../../shell/store.ts';
import { getSongsById } from '../api/songs.ts';
import { askLabel } from '../corrections/corrections-state.ts';
import { playlist, selection } from '../library-state.ts';
import { LIBRARY_PATHS, seedsAddress } from '../paths.ts';
import { MAX_SELECTED } from './row-cache.ts';
import { clearSelection } from './selection.ts';
import classes from './selection-bar.module.css';

/** Songs that a playlist may begin with. */
const MAX_SEEDS = 20;

/** Actions on the selected songs; nothing without any. */
export function SelectionBar() {
  const { ids } = useStore(selection);
  const [busy, setBusy] = useState(false);
  const [status, setStatus] = useState('');
  if (ids.size === 0)
    return (
      <p className={classes.said} role="status">
        {status}
      </p>
    );
  const add = async () => {
    setBusy(true);
    const songs = await getSongsById([...ids]).catch(() => []);
    playlist.add(songs);
    setBusy(false);
    setStatus(words.selection.added(songs.length));
    clearSelection();
  };
  return (
    <section className={classes.bar} data-floats aria-label={words.selection.label}>
      <p className={classes.count} role="status">
        {ids.size >= MAX_SELECTED ? words.selection.most(MAX_SELECTED) : words.selection.count(ids.size)}
      </p>
      <Button
        variant="filled"
        size="sm"
        leftSection={<IconPlaylistAdd size={18} />}
        disabled={busy}
        onClick={() => void add()}
      >
        {words.selection.playlist}
      </Button>
      <Action icon={IconPencil} name={correctionWords.itIs} onClick={() => askLabel([...ids])} />
      <Action
        icon={IconWand}
        name={words.selection.similar}
        onClick={() => navigate(seedsAddress([...ids].slice(0, MAX_SEEDS)))}
      />
      <Action icon={IconTags} name={words.selection.tags} onClick={() => navigate(LIBRARY_PATHS.tags)} />
      <ActionIcon
        size={36}
        radius="xl"
        variant="subtle"
        aria-label={words.selection.clear}
        onClick={clearSelection}
      >
        <IconX size={17} />
      </ActionIcon>
    </section>
  );
}

interface ActionProps {
  readonly icon: typeof IconTags;
  readonly name: string;
  readonly onClick: () => void;
}

function Action({ icon: Icon, name, onClick }: ActionProps) {
  return (
    <Button size="sm" variant="default" leftSection={<Icon size={17} />} onClick={onClick}>
      {name}
    </Button>
  );
}
