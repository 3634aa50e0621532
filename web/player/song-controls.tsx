import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '../icons/icons.ts';
import { strings } from '../language/en/main.ts';
import switchClasses from '../theme/switch.module.css';
import { clock } from '../timeline/time-axis.ts';
import classes from './song-controls.module.css';
import type { View } from './timeline.tsx';
import type { SongPlayer } from './use-song-player.ts';

interface SongControlsProps {
  readonly player: SongPlayer;
  readonly axisSeconds: number;
  readonly view: View;
  /** False for songs too long to be pictured. */
  readonly pictured: boolean;
  readonly onView: (view: View) => void;
}

/** Play, pause, where we are, and how the sound is shown. */
export function SongControls({ player, axisSeconds, view, pictured, onView }: SongControlsProps) {
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
      {pictured && (
        <SegmentedControl
          size="sm"
          className={classes.view}
          aria-label={strings.player.view}
          classNames={switchClasses}
          value={view}
          onChange={onView}
          data={[
            { value: 'wave', label: strings.player.wave },
            { value: 'spectrogram', label: strings.player.spectrogram },
            { value: 'chroma', label: strings.player.chroma },
          ]}
        />
      )}
    </div>
  );
}
