import { Button } from '@mantine/core';
import { useState } from 'react';
import { IconCheck, IconDeviceFloppy, IconRefreshDot } from '../../icons/icons.ts';
import { words } from '../../language/en/playlists.ts';
import { useStore } from '../../shell/store.ts';
import { keepPlaylist } from '../api/playlists.ts';
import { playlist } from '../library-state.ts';
import { refreshKeptPlaylists } from './kept-state.ts';

/** Keeps the list in the library: its songs, or what it was made by. */
export function KeepButtons({ onError }: { onError: (error: unknown) => void }) {
  const { title, entries, rule, keptId } = useStore(playlist.state);
  const [saved, setSaved] = useState<typeof entries>();
  const keep = async (byRule: boolean) => {
    onError(undefined);
    const content = {
      title: title.trim() || words.untitled(new Date()),
      songs: entries.map(({ song }) => song.id),
      rule: byRule && rule ? rule : null,
    };
    try {
      // Somebody may have deleted it meanwhile: then it is kept anew.
      const { id } = await keepPlaylist(content, keptId).catch((error) => {
        if (keptId === undefined || error.kind !== 'missing') throw error;
        return keepPlaylist(content);
      });
      playlist.rename(content.title);
      playlist.setKept(id);
      setSaved(entries);
      await refreshKeptPlaylists();
    } catch (error) {
      onError(error);
    }
  };
  const isSaved = saved === entries;
  return (
    <>
      <Button
        size="sm"
        variant="default"
        leftSection={isSaved ? <IconCheck size={17} /> : <IconDeviceFloppy size={17} />}
        onClick={() => void keep(false)}
      >
        <span aria-live="polite">{isSaved ? words.kept : words.keep}</span>
      </Button>
      {rule && (
        <Button
          size="sm"
          variant="default"
          title={words.smartHint}
          leftSection={<IconRefreshDot size={17} />}
          onClick={() => void keep(true)}
        >
          {words.keepSmart}
        </Button>
      )}
    </>
  );
}
