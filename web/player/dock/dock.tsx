import { ActionIcon } from '@mantine/core';
import { useRef, useState } from 'react';
import { Picture } from '../../cover/picture.tsx';
import {
  IconArrowsShuffle,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
  IconPlaylist,
  IconRepeat,
  IconRepeatOnce,
  IconX,
} from '../../icons/icons.ts';
import { words } from '../../language/en/player.ts';
import { Link } from '../../shell/link.tsx';
import { useStore } from '../../shell/store.ts';
import { clock } from '../../timeline/time-axis.ts';
import { player } from '../page-player.ts';
import { placeAfter, REPEAT_AFTER } from '../play-order.ts';
import type { Playing } from '../player.ts';
import type { Track } from '../track.ts';
import classes from './dock.module.css';
import { QueueSheet } from './queue-sheet.tsx';
import { RoundButton } from './round-button.tsx';
import { TimelineBar } from './timeline-bar.tsx';
import { useGenreTimeline } from './use-genre-timeline.ts';
import { useMediaSession } from './use-media-session.ts';
import { usePlayerKeys } from './use-player-keys.ts';
import { Volume } from './volume.tsx';

/** Player on every page: timeline, title, and controls. */
export function Dock() {
  const playing = useStore(player.state);
  const [listed, setListed] = useState(false);
  const list = useRef<HTMLButtonElement>(null);
  useMediaSession(playing);
  usePlayerKeys();
  useGenreTimeline(playing);
  const { track } = playing;
  if (!track) return null;
  const closeList = () => {
    setListed(false);
    list.current?.focus();
  };
  const close = () => {
    setListed(false);
    player.stop();
    // The button that had the focus is gone with the player.
    document.getElementById('main')?.focus({ preventScroll: true });
  };
  return (
    <section className={classes.dock} aria-label={words.label} data-status={playing.status}>
      {listed && <QueueSheet playing={playing} onClose={closeList} />}
      <TimelineBar track={track} durationSeconds={playing.durationSeconds} />
      <div className={classes.row}>
        <Names track={track} playing={playing} />
        <Transport playing={playing} />
        <div className={classes.more}>
          <Volume playing={playing} />
          <RoundButton
            ref={list}
            aria-label={words.queue}
            aria-expanded={listed}
            onClick={() => setListed(!listed)}
          >
            <IconPlaylist size={20} />
          </RoundButton>
          <RoundButton aria-label={words.stop} onClick={close}>
            <IconX size={18} />
          </RoundButton>
        </div>
      </div>
    </section>
  );
}

function Names({ track, playing: { status, durationSeconds } }: { track: Track; playing: Playing }) {
  const failed = status === 'failed';
  return (
    <div className={classes.names}>
      <Picture src={track.cover} tint={track.tint} size={46} />
      <div className={classes.words}>
        <Link className={classes.title} href={track.href} title={track.title}>
          {track.title}
        </Link>
        <div className={classes.about}>
          {failed ? (
            <p className={classes.artist}>
              <span role="alert">{words.failed}</span>
            </p>
          ) : (
            track.artist && <p className={classes.artist}>{track.artist}</p>
          )}
          <Times durationSeconds={durationSeconds} />
        </div>
      </div>
    </div>
  );
}

function Times({ durationSeconds }: { durationSeconds: number }) {
  const seconds = useStore(player.position);
  return (
    <span className={classes.times} aria-hidden="true">
      {clock(seconds)}
      {durationSeconds > 0 && ` / ${clock(durationSeconds)}`}
    </span>
  );
}

function Transport({ playing }: { playing: Playing }) {
  const { status, shuffled, repeat, tracks } = playing;
  const runs = status === 'playing' || status === 'loading';
  const next = placeAfter(playing, repeat);
  const RepeatIcon = repeat === 'one' ? IconRepeatOnce : IconRepeat;
  return (
    <div className={classes.transport}>
      <RoundButton
        className={classes.mode}
        aria-label={words.shuffle}
        aria-pressed={shuffled}
        onClick={() => player.setShuffled(!shuffled)}
      >
        <IconArrowsShuffle size={18} />
      </RoundButton>
      <RoundButton className={classes.previous} aria-label={words.previous} onClick={() => player.previous()}>
        <IconPlayerSkipBackFilled size={18} />
      </RoundButton>
      <ActionIcon
        size={48}
        radius="xl"
        variant="filled"
        aria-label={runs ? words.pause : words.play}
        onClick={() => player.pauseOrResume()}
      >
        {runs ? <IconPlayerPauseFilled size={21} /> : <IconPlayerPlayFilled size={21} />}
      </ActionIcon>
      <RoundButton
        disabled={next === undefined}
        aria-label={words.next(next === undefined ? undefined : tracks[next]!.title)}
        onClick={() => player.next()}
      >
        <IconPlayerSkipForwardFilled size={18} />
      </RoundButton>
      <RoundButton
        className={classes.mode}
        aria-label={words.repeat[repeat]}
        data-on={repeat !== 'off'}
        onClick={() => player.setRepeat(REPEAT_AFTER[repeat])}
      >
        <RepeatIcon size={18} />
      </RoundButton>
    </div>
  );
}
