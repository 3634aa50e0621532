import { ActionIcon } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Picture } from '../../cover/picture.tsx';
import {
  IconArrowsShuffle,
  IconPlayerSkipBackFilled,
  IconRepeat,
  IconRepeatOnce,
  IconX,
} from '../../icons/icons.ts';
import { words } from '../../language/en/player.ts';
import { player } from '../page-player.ts';
import { REPEAT_AFTER } from '../play-order.ts';
import type { Playing } from '../player.ts';
import type { Track } from '../track.ts';
import classes from './queue-sheet.module.css';
import { RoundButton } from './round-button.tsx';

/** Number of tracks listed around the current one. */
const [BEFORE, AFTER] = [20, 200];

/** The songs before and after what plays; each can be gone to, and taken out. */
export function QueueSheet({ playing, onClose }: { playing: Playing; onClose: () => void }) {
  const { tracks, at } = playing;
  const list = useRef<HTMLOListElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const from = Math.max(0, at - BEFORE);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
    sheet.current?.focus({ preventScroll: true });
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  const remove = (place: number) => {
    player.remove(place);
    sheet.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from anywhere within.
    <div ref={sheet} className={classes.sheet} tabIndex={-1} onKeyDown={onKeyDown}>
      <div className={classes.head}>
        <h2>{words.queueTitle}</h2>
        <span className={classes.count}>{words.queueOf(tracks.length)}</span>
        <Modes playing={playing} />
        <RoundButton aria-label={words.close} onClick={onClose}>
          <IconX size={18} />
        </RoundButton>
      </div>
      <ol ref={list} className={classes.list} start={from + 1}>
        {tracks.slice(from, at + AFTER).map((track, i) => {
          const place = from + i;
          return (
            <Entry
              key={`${track.key} ${place}`}
              track={track}
              place={place}
              current={place === at}
              onRemove={() => remove(place)}
            />
          );
        })}
      </ol>
    </div>
  );
}

interface EntryProps {
  readonly track: Track;
  readonly place: number;
  readonly current: boolean;
  readonly onRemove: () => void;
}

function Entry({ track, place, current, onRemove }: EntryProps) {
  return (
    <li className={classes.entry} aria-current={current ? 'true' : undefined}>
      <button
        type="button"
        className={classes.open}
        aria-label={words.jump(track.title, track.artist)}
        onClick={() => (current ? player.pauseOrResume() : player.jump(place))}
      >
        <Picture src={track.cover} tint={track.tint} size={46} />
        <span className={classes.words}>
          <span className={classes.title}>{track.title}</span>
          <span className={classes.artist}>{track.artist}</span>
        </span>
      </button>
      {!current && (
        <ActionIcon
          size={40}
          radius="xl"
          variant="subtle"
          aria-label={words.remove(track.title)}
          onClick={onRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      )}
    </li>
  );
}

/** Modes in the queue: on a phone there is no room for them beside "play". */
function Modes({ playing: { shuffled, repeat } }: { playing: Playing }) {
  const RepeatIcon = repeat === 'one' ? IconRepeatOnce : IconRepeat;
  return (
    <span className={classes.modes}>
      <RoundButton aria-label={words.previous} onClick={() => player.previous()}>
        <IconPlayerSkipBackFilled size={18} />
      </RoundButton>
      <RoundButton
        variant={shuffled ? 'filled' : 'subtle'}
        aria-label={words.shuffle}
        aria-pressed={shuffled}
        onClick={() => player.setShuffled(!shuffled)}
      >
        <IconArrowsShuffle size={18} />
      </RoundButton>
      <RoundButton
        variant={repeat === 'off' ? 'subtle' : 'filled'}
        aria-label={words.repeat[repeat]}
        onClick={() => player.setRepeat(REPEAT_AFTER[repeat])}
      >
        <RepeatIcon size={18} />
      </RoundButton>
    </span>
  );
}
