import type { ButtonHTMLAttributes } from 'react';
import type { LibrarySong } from '../../src/server/library-schema.ts';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '../icons/icons.ts';
import { words } from '../language/en/library.ts';
import { Cover } from './cover.tsx';
import classes from './play-cover.module.css';
import { titleOf } from './song-words.ts';

interface PlayCoverProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly song: LibrarySong;
  /** Whether it is the player's song, playing or not. */
  readonly current: boolean;
  readonly plays: boolean;
  /** False while rows fly past. */
  readonly load?: boolean;
}

/** Cover that plays its song. The symbol on it shows on hover, with focus, and while the song is current. */
export function PlayCover({ song, current, plays, load, ...button }: PlayCoverProps) {
  const title = titleOf(song);
  return (
    <button
      type="button"
      className={classes.play}
      data-current={current}
      aria-label={plays ? words.table.pause(title) : words.table.play(title)}
      {...button}
    >
      <Cover song={song} size={44} load={load} />
      <span className={classes.sign} aria-hidden="true">
        {plays ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
      </span>
    </button>
  );
}
