import { ActionIcon } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForwardFilled,
  IconX,
} from '@tabler/icons-react';
import { Link } from '../../shell/link.tsx';
import { useStore } from '../../shell/store.ts';
import { words } from '../../strings.library.ts';
import { genreFill } from '../../theme/palette.ts';
import { clock, spokenTime } from '../../timeline/time-axis.ts';
import { Cover } from '../cover.tsx';
import { player } from '../library-state.ts';
import { songAddress } from '../paths.ts';
import { artistOf, titleOf } from '../song-words.ts';
import classes from './player-bar.module.css';

/** What plays, at the foot of every page of the library. */
export function PlayerBar() {
  const { song, status, seconds, next } = useStore(player.state);
  if (!song) return null;
  const playing = status === 'playing' || status === 'loading';
  return (
    <section className={classes.bar} aria-label={words.player.label} data-status={status}>
      <Cover song={song} size={48} />
      <div className={classes.words}>
        <Link className={classes.title} href={songAddress(song.id)}>
          {titleOf(song)}
        </Link>
        <p className={classes.artist}>
          {status === 'failed' ? <span role="alert">{words.player.failed}</span> : artistOf(song)}
        </p>
      </div>
      <ActionIcon
        size={48}
        radius="xl"
        variant="filled"
        aria-label={playing ? words.player.pause : words.player.play}
        onClick={player.pauseOrResume}
      >
        {playing ? <IconPlayerPauseFilled size={20} /> : <IconPlayerPlayFilled size={20} />}
      </ActionIcon>
      {next.length > 0 && (
        <ActionIcon
          size={44}
          radius="xl"
          variant="subtle"
          aria-label={words.player.next(titleOf(next[0]!))}
          onClick={player.skip}
        >
          <IconPlayerSkipForwardFilled size={18} />
        </ActionIcon>
      )}
      <div
        className={classes.seek}
        style={{ '--tint': song.unsure ? 'var(--ink)' : genreFill(song.genre) } as object}
      >
        <span className={classes.time}>{clock(seconds)}</span>
        <input
          type="range"
          min={0}
          max={Math.max(1, Math.round(song.durationSeconds))}
          value={Math.round(seconds)}
          aria-label={words.player.position}
          aria-valuetext={words.player.at(spokenTime(seconds), spokenTime(song.durationSeconds))}
          style={{ '--share': seconds / Math.max(1, song.durationSeconds) } as object}
          onChange={(event) => player.seek(event.currentTarget.valueAsNumber)}
        />
        <span className={classes.time}>{clock(song.durationSeconds)}</span>
      </div>
      <ActionIcon size={40} radius="xl" variant="subtle" aria-label={words.player.stop} onClick={player.stop}>
        <IconX size={17} />
      </ActionIcon>
    </section>
  );
}
