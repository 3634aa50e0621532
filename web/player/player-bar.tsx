import { ActionIcon } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import { clock } from '../timeline/time-axis.ts';
import classes from './player-bar.module.css';
import type { Player } from './use-player.ts';

/** Play, pause, and where we are. */
export function PlayerBar({ player, axisSeconds }: { player: Player; axisSeconds: number }) {
  return (
    <div className={classes.bar}>
      <ActionIcon
        size={52}
        radius="xl"
        variant="filled"
        disabled={player.status !== 'ready'}
        aria-label={player.playing ? strings.player.pause : strings.player.play}
        onClick={player.toggle}
      >
        {player.playing ? <IconPlayerPauseFilled size={22} /> : <IconPlayerPlayFilled size={22} />}
      </ActionIcon>
      <p className={classes.time}>
        <span className={classes.now}>{clock(player.seconds)}</span>
        <span className={classes.of}>/ {clock(axisSeconds)}</span>
      </p>
    </div>
  );
}
