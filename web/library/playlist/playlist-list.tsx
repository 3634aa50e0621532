import { Button } from '@mantine/core';
import { useState } from 'react';
import { IconDownload, IconPlayerPlayFilled } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { saveFile } from '../../listen/exports.ts';
import { useStore } from '../../shell/store.ts';
import { getPlaylistFile } from '../api/playlists.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { player, playlist } from '../library-state.ts';
import { spanInWords } from '../song-words.ts';
import { KeepButtons } from './keep-buttons.tsx';
import type { PlaylistEntry } from './playlist.ts';
import { PlaylistEntries } from './playlist-entries.tsx';
import classes from './playlist-list.module.css';

/** Playlist being made: to hear, arrange and save. */
export function PlaylistList({ note }: { note: string }) {
  const { title, entries } = useStore(playlist.state);
  const [error, setError] = useState<unknown>();
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
        <Actions onError={setError} />
      </div>
      {note && <p className={classes.note}>{note}</p>}
      {error !== undefined && <ErrorNotice error={error} />}
      <PlaylistEntries entries={entries} />
    </section>
  );
}

/** Buttons to play, keep, save and clear the list. */
function Actions({ onError }: { onError: (error: unknown) => void }) {
  const { title, entries } = useStore(playlist.state);
  const save = async (format: 'm3u8' | 'xspf') => {
    onError(undefined);
    const name = title.trim() || words.playlist.untitled;
    const ids = entries.map(({ song }) => song.id);
    try {
      saveFile(`${fileNameOf(name)}.${format}`, await getPlaylistFile(format, name, ids));
    } catch (error) {
      onError(error);
    }
  };
  return (
    <div className={classes.actions}>
      <Button
        variant="filled"
        size="sm"
        leftSection={<IconPlayerPlayFilled size={16} />}
        onClick={() => playFrom(entries, 0)}
      >
        {words.playlist.play}
      </Button>
      <KeepButtons onError={onError} />
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
  );
}

function playFrom(entries: readonly PlaylistEntry[], at: number): void {
  const songs = entries.map(({ song }) => song);
  if (songs[at]) player.play(songs[at], songs.slice(at + 1), songs.slice(0, at));
}

/** File name that every file system accepts. */
function fileNameOf(title: string): string {
  return title.replace(/[\\/:*?"<>|\s]+/g, ' ').trim() || words.playlist.untitled;
}
