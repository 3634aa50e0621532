import { ActionIcon } from '@mantine/core';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { IconPlaylistAdd } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { useStore } from '../../shell/store.ts';
import { askLabel } from '../corrections/corrections-state.ts';
import { GenreButton } from '../corrections/genre-button.tsx';
import { player, playlist } from '../library-state.ts';
import { PlayCover } from '../play-cover.tsx';
import { SongLink } from '../song-link.tsx';
import { artistOf, titleOf } from '../song-words.ts';
import classes from './song-list.module.css';

interface SongListProps {
  /** Undefined while it is on its way. */
  readonly songs: readonly (LibrarySong | undefined)[];
  /** Words below each song's artist. */
  readonly why?: readonly (readonly string[])[];
  /** Further actions on each song. */
  readonly actions?: (song: LibrarySong) => ReactNode;
  /** Called when one comes near the end, where there are more. */
  readonly onEnd?: (() => void) | undefined;
}

/** Songs below each other, each to be played, opened, and added to the playlist. */
export const SongList = memo(function SongList({ songs, why, actions, onEnd }: SongListProps) {
  const { song: current, status } = useStore(player.state);
  return (
    <ul className={classes.list} data-plain={!why && !actions}>
      {songs.map((song, i) =>
        song ? (
          <li key={`${song.id} ${song.file.name}`} className={classes.song}>
            <PlayCover
              song={song}
              current={current?.id === song.id}
              plays={current?.id === song.id && status === 'playing'}
              onClick={() => player.toggle(song)}
            />
            <SongLink song={song}>
              <span className={classes.artist}>{artistOf(song)}</span>
              {why?.[i] && <span className={classes.why}>{why[i].join(', ')}</span>}
            </SongLink>
            <span className={classes.genre}>
              <GenreButton song={song} onClick={() => askLabel([song])} />
            </span>
            {actions?.(song)}
            <ActionIcon
              variant="subtle"
              size={36}
              radius="xl"
              aria-label={words.playlist.addNamed(titleOf(song))}
              onClick={() => playlist.add([song])}
            >
              <IconPlaylistAdd size={18} />
            </ActionIcon>
          </li>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is not there yet has no other name.
          <li key={`ghost ${i}`} className={classes.ghost} />
        ),
      )}
      {onEnd && <End key={songs.length} onSeen={onEnd} />}
    </ul>
  );
});

function End({ onSeen }: { onSeen: () => void }) {
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onSeen());
    observer.observe(end.current!);
    return () => observer.disconnect();
  }, [onSeen]);
  return <li ref={end} className={classes.end} aria-hidden="true" />;
}
