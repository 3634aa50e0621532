import { ActionIcon, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { IconMinus, IconPlaylistAdd, IconPlus } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { createStore, useStore } from '../../shell/store.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { LibraryFrame } from '../frame.tsx';
import { playlist } from '../library-state.ts';
import { titleOf } from '../song-words.ts';
import { SongList } from '../songs/song-list.tsx';
import { NamedSongs } from './named-songs.tsx';
import { useWished } from './use-wished.ts';
import { WishSlider } from './wish-slider.tsx';
import { NONE, PARTS, type Part, tempoAt, type Wishes, withSong } from './wishes.ts';
import classes from './wishes-page.module.css';

/** Wishes, kept while other pages are shown. */
const wishesStore = createStore<Wishes>(NONE);
const text = words.feel;

/** Page of songs by sliders, and by more of this and less of that. */
export function WishesPage({ path, strip }: { path: string; strip: ReactNode }) {
  const wishes = useStore(wishesStore);
  const { songs: found, error } = useWished(wishes);
  const songs = found ?? [];
  const isEmpty = wishes.like.length + wishes.unlike.length + Object.keys(wishes.parts).length === 0;
  return (
    <LibraryFrame title={text.title} path={path} lead={text.lead}>
      {strip}
      <div className={classes.desk}>
        <div className={classes.wishes}>
          {PARTS.map((part) => (
            <PartSlider key={part} part={part} percent={wishes.parts[part]} />
          ))}
          <NamedSongs title={text.like} songs={wishes.like} onRemove={(song) => toggle(song, 'like')} />
          <NamedSongs title={text.unlike} songs={wishes.unlike} onRemove={(song) => toggle(song, 'unlike')} />
          {!isEmpty && (
            <Button variant="default" size="sm" onClick={() => wishesStore.set(NONE)}>
              {text.clear}
            </Button>
          )}
        </div>
        <div className={classes.found} aria-live="polite">
          {error !== undefined && <ErrorNotice error={error} />}
          {isEmpty && <p className={classes.hint}>{text.hint}</p>}
          {!isEmpty && found?.length === 0 && <p className={classes.hint}>{text.none}</p>}
          {!isEmpty && songs.length > 0 && (
            <Button
              variant="filled"
              size="sm"
              leftSection={<IconPlaylistAdd size={18} />}
              onClick={() => playlist.add([...songs])}
            >
              {text.add(songs.length)}
            </Button>
          )}
          <SongList songs={songs} actions={(song) => <WishButtons song={song} />} />
        </div>
      </div>
    </LibraryFrame>
  );
}

function PartSlider({ part, percent }: { part: Part; percent: number | undefined }) {
  return (
    <WishSlider
      name={text.parts[part]}
      ends={text.ends[part]}
      percent={percent}
      valueText={part === 'beatsPerMinute' ? words.tags.bpm(tempoAt(percent ?? 50)) : ''}
      clearName={text.clearPart(text.parts[part])}
      onPercent={(percent) => {
        const { [part]: _, ...others } = wishesStore.get().parts;
        const parts = percent === undefined ? others : { ...others, [part]: percent };
        wishesStore.set({ ...wishesStore.get(), parts });
      }}
    />
  );
}

function WishButtons({ song }: { song: LibrarySong }) {
  return (
    <>
      <ActionIcon
        variant="subtle"
        size={36}
        radius="xl"
        aria-label={text.more(titleOf(song))}
        onClick={() => toggle(song, 'like')}
      >
        <IconPlus size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size={36}
        radius="xl"
        aria-label={text.less(titleOf(song))}
        onClick={() => toggle(song, 'unlike')}
      >
        <IconMinus size={18} />
      </ActionIcon>
    </>
  );
}

/** Wishes for songs like this one or unlike it, or no longer does. */
function toggle(song: LibrarySong, side: 'like' | 'unlike'): void {
  wishesStore.set(withSong(wishesStore.get(), song, side));
}
