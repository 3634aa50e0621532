import { ActionIcon, Button } from '@mantine/core';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import {
  IconChevronDown,
  IconChevronUp,
  IconDownload,
  IconGripVertical,
  IconPlayerPlayFilled,
  IconX,
} from '../../icons/icons.ts';
import { saveFile } from '../../listen/exports.ts';
import { useStore } from '../../shell/store.ts';
import { words } from '../../strings.library.ts';
import { clock } from '../../timeline/time-axis.ts';
import { getPlaylistFile } from '../api/playlists.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { GenreWords } from '../genre-words.tsx';
import { player, playlist } from '../library-state.ts';
import { PlayCover } from '../play-cover.tsx';
import { SongLink } from '../song-link.tsx';
import { artistOf, reasonInWords, spanInWords, titleOf } from '../song-words.ts';
import { KeepButtons } from './keep-buttons.tsx';
import type { PlaylistEntry } from './playlist.ts';
import classes from './playlist-list.module.css';
import { useDragging } from './use-dragging.ts';

/** Playlist being made: to hear, arrange and save. */
export function PlaylistList({ note }: { note: string }) {
  const { title, entries } = useStore(playlist.state);
  const [error, setError] = useState<unknown>();
  const save = async (format: 'm3u8' | 'xspf') => {
    setError(undefined);
    const name = title.trim() || words.playlist.untitled;
    const ids = entries.map(({ song }) => song.id);
    try {
      saveFile(`${fileNameOf(name)}.${format}`, await getPlaylistFile(format, name, ids));
    } catch (error) {
      setError(error);
    }
  };
  const seconds = entries.reduce((sum, { song }) => sum + song.durationSeconds, 0);
  if (entries.length === 0) {
    return (
      <section className={classes.empty}>
        <h2>{words.playlist.empty}</h2>
        <p>{note || words.playlist.emptyLead}</p>
      </section>
    );
  }
  return (
    <section className={classes.playlist}>
      <div className={classes.head}>
        <input
          className={classes.title}
          aria-label={words.playlist.name}
          placeholder={words.playlist.untitled}
          value={title}
          maxLength={200}
          onChange={(event) => playlist.rename(event.currentTarget.value)}
        />
        <p className={classes.total}>{words.playlist.total(entries.length, spanInWords(seconds))}</p>
        <div className={classes.actions}>
          <Button
            variant="filled"
            size="sm"
            leftSection={<IconPlayerPlayFilled size={16} />}
            onClick={() => playFrom(entries, 0)}
          >
            {words.playlist.play}
          </Button>
          <KeepButtons onError={setError} />
          {(['m3u8', 'xspf'] as const).map((format) => (
            <Button
              key={format}
              size="sm"
              variant="default"
              leftSection={<IconDownload size={17} />}
              onClick={() => void save(format)}
            >
              {words.playlist.save[format]}
            </Button>
          ))}
          <Button size="sm" variant="subtle" onClick={playlist.clear}>
            {words.playlist.clear}
          </Button>
        </div>
      </div>
      {note && <p className={classes.note}>{note}</p>}
      {error !== undefined && <ErrorNotice error={error} />}
      <Entries entries={entries} />
    </section>
  );
}

function Entries({ entries }: { entries: readonly PlaylistEntry[] }) {
  const list = useRef<HTMLOListElement>(null);
  const help = useId();
  const [said, setSaid] = useState('');
  const dragging = useDragging(list, (key, to) => playlist.move(key, to));
  const { song: current, status } = useStore(player.state);
  const move = (entry: PlaylistEntry, from: number, to: number) => {
    if (to < 0 || to >= entries.length) return;
    playlist.move(entry.key, to);
    setSaid(words.playlist.movedTo(titleOf(entry.song), to + 1));
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
        {said}
      </p>
      <ol ref={list} className={classes.entries} aria-label={words.playlist.list} aria-describedby={help}>
        {entries.map((entry, at) => {
          const { song, key, why } = entry;
          const title = titleOf(song);
          const plays = current?.id === song.id && (status === 'playing' || status === 'loading');
          return (
            <li
              key={key}
              className={classes.entry}
              data-key={key}
              data-dragged={dragging.key === key}
              tabIndex={at === 0 ? 0 : -1}
              onKeyDown={(event) => onKeyDown(event, entry, at)}
            >
              <button
                type="button"
                tabIndex={-1}
                className={classes.grip}
                aria-label={words.playlist.drag(title)}
                {...dragging.handle(key)}
              >
                <IconGripVertical size={17} />
              </button>
              <span className={classes.number}>{at + 1}</span>
              <PlayCover
                song={song}
                current={current?.id === song.id}
                plays={plays}
                onClick={() => toggleAt(entries, at)}
              />
              <SongLink song={song}>
                <span className={classes.said}>
                  {[artistOf(song), ...why.map(reasonInWords)].join(' · ')}
                </span>
              </SongLink>
              <span className={classes.genre}>
                <GenreWords song={song} />
              </span>
              <span className={classes.time}>{clock(song.durationSeconds)}</span>
              <span className={classes.buttons}>
                <ActionIcon
                  variant="subtle"
                  size={34}
                  radius="xl"
                  disabled={at === 0}
                  aria-label={words.playlist.up(title)}
                  onClick={() => playlist.move(key, at - 1)}
                >
                  <IconChevronUp size={17} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  size={34}
                  radius="xl"
                  disabled={at === entries.length - 1}
                  aria-label={words.playlist.down(title)}
                  onClick={() => playlist.move(key, at + 1)}
                >
                  <IconChevronDown size={17} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  size={34}
                  radius="xl"
                  aria-label={words.playlist.remove(title)}
                  onClick={() => remove(entry, at)}
                >
                  <IconX size={16} />
                </ActionIcon>
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function playFrom(entries: readonly PlaylistEntry[], at: number): void {
  const songs = entries.map(({ song }) => song);
  if (songs[at]) player.play(songs[at], songs.slice(at + 1), songs.slice(0, at));
}

function toggleAt(entries: readonly PlaylistEntry[], at: number): void {
  const songs = entries.map(({ song }) => song);
  if (songs[at]) player.toggle(songs[at], songs.slice(at + 1), songs.slice(0, at));
}

/** Focuses a row after the list was drawn again. */
function focusRow(list: HTMLOListElement | null, at: number): void {
  requestAnimationFrame(() => (list?.children[at] as HTMLElement | undefined)?.focus());
}

/** File name that every file system accepts. */
function fileNameOf(title: string): string {
  return title.replace(/[\\/:*?"<>|\s]+/g, ' ').trim() || words.playlist.untitled;
}
