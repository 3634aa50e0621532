import { ActionIcon } from '@mantine/core';
import { type ComponentProps, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { IconChevronDown, IconChevronUp, IconGripVertical, IconX } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { useStore } from '../../shell/store.ts';
import { clock } from '../../timeline/time-axis.ts';
import { GenreWords } from '../genre-words.tsx';
import { player, playlist } from '../library-state.ts';
import { PlayCover } from '../play-cover.tsx';
import { SongLink } from '../song-link.tsx';
import { artistOf, reasonInWords, titleOf } from '../song-words.ts';
import type { PlaylistEntry } from './playlist.ts';
import classes from './playlist-list.module.css';
import { useDragging } from './use-dragging.ts';

/** Songs of the list, to play, move and remove by hand and by keys. */
export function PlaylistEntries({ entries }: { entries: readonly PlaylistEntry[] }) {
  const list = useRef<HTMLOListElement>(null);
  const help = useId();
  const [status, setStatus] = useState('');
  const dragging = useDragging(list, (key, to) => playlist.move(key, to));
  const move = (entry: PlaylistEntry, from: number, to: number) => {
    if (to < 0 || to >= entries.length) return;
    playlist.move(entry.key, to);
    setStatus(words.playlist.movedTo(titleOf(entry.song), to + 1));
    if (from !== to) focusRow(list.current, to);
  };
  const remove = (entry: PlaylistEntry, at: number) => {
    playlist.remove(entry.key);
    focusRow(list.current, Math.min(at, entries.length - 2));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, entry: PlaylistEntry, at: number) => {
    if (event.target !== event.currentTarget) return;
    const actions: Record<string, () => void> = {
      ArrowUp: () => (event.altKey ? move(entry, at, at - 1) : focusRow(list.current, at - 1)),
      ArrowDown: () => (event.altKey ? move(entry, at, at + 1) : focusRow(list.current, at + 1)),
      Home: () => focusRow(list.current, 0),
      End: () => focusRow(list.current, entries.length - 1),
      Delete: () => remove(entry, at),
      Backspace: () => remove(entry, at),
      ' ': () => toggleAt(entries, at),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  return (
    <>
      <p id={help} className={classes.hidden}>
        {words.playlist.help}
      </p>
      <p className={classes.hidden} role="status">
        {status}
      </p>
      <ol ref={list} className={classes.entries} aria-label={words.playlist.list} aria-describedby={help}>
        {entries.map((entry, at) => (
          <Entry
            key={entry.key}
            entry={entry}
            at={at}
            count={entries.length}
            dragged={dragging.key === entry.key}
            handle={dragging.handle(entry.key)}
            onKeyDown={(event) => onKeyDown(event, entry, at)}
            onToggle={() => toggleAt(entries, at)}
            onRemove={() => remove(entry, at)}
          />
        ))}
      </ol>
    </>
  );
}

interface EntryProps {
  readonly entry: PlaylistEntry;
  readonly at: number;
  /** Number of songs in the list. */
  readonly count: number;
  readonly dragged: boolean;
  readonly handle: ComponentProps<'button'>;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onToggle: () => void;
  readonly onRemove: () => void;
}

function Entry({ entry, at, count, dragged, handle, onKeyDown, onToggle, onRemove }: EntryProps) {
  const { song, key, why } = entry;
  const title = titleOf(song);
  const { song: current, status } = useStore(player.state);
  const isCurrent = current?.id === song.id;
  return (
    <li
      className={classes.entry}
      data-key={key}
      data-dragged={dragged}
      tabIndex={at === 0 ? 0 : -1}
      onKeyDown={onKeyDown}
    >
      <button
        type="button"
        tabIndex={-1}
        className={classes.grip}
        aria-label={words.playlist.drag(title)}
        {...handle}
      >
        <IconGripVertical size={17} />
      </button>
      <span className={classes.number}>{at + 1}</span>
      <PlayCover
        song={song}
        current={isCurrent}
        plays={isCurrent && (status === 'playing' || status === 'loading')}
        onClick={onToggle}
      />
      <SongLink song={song}>
        <span className={classes.said}>{[artistOf(song), ...why.map(reasonInWords)].join(' · ')}</span>
      </SongLink>
      <span className={classes.genre}>
        <GenreWords song={song} />
      </span>
      <span className={classes.time}>{clock(song.durationSeconds)}</span>
      <span className={classes.buttons}>
        <EntryButton
          name={words.playlist.up(title)}
          disabled={at === 0}
          onClick={() => playlist.move(key, at - 1)}
        >
          <IconChevronUp size={17} />
        </EntryButton>
        <EntryButton
          name={words.playlist.down(title)}
          disabled={at === count - 1}
          onClick={() => playlist.move(key, at + 1)}
        >
          <IconChevronDown size={17} />
        </EntryButton>
        <EntryButton name={words.playlist.remove(title)} onClick={onRemove}>
          <IconX size={16} />
        </EntryButton>
      </span>
    </li>
  );
}

interface EntryButtonProps {
  readonly name: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function EntryButton({ name, disabled = false, onClick, children }: EntryButtonProps) {
  return (
    <ActionIcon
      variant="subtle"
      size={34}
      radius="xl"
      disabled={disabled}
      aria-label={name}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}

function toggleAt(entries: readonly PlaylistEntry[], at: number): void {
  const songs = entries.map(({ song }) => song);
  if (songs[at]) player.toggle(songs[at], songs.slice(at + 1), songs.slice(0, at));
}

/** Focuses a row after the list was drawn again. */
function focusRow(list: HTMLOListElement | null, at: number): void {
  requestAnimationFrame(() => (list?.children[at] as HTMLElement | undefined)?.focus());
}
