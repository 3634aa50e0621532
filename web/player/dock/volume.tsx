import type { CSSProperties } from 'react';
import { IconVolume, IconVolume2, IconVolume3 } from '../../icons/icons.ts';
import { words } from '../../language/en/player.ts';
import { player } from '../page-player.ts';
import type { Playing } from '../player.ts';
import { RoundButton } from './round-button.tsx';
import classes from './volume.module.css';

/** Volume control. Phones have keys for that. */
export function Volume({ playing: { volume, muted } }: { playing: Playing }) {
  const audible = muted ? 0 : volume;
  const Icon = audible === 0 ? IconVolume3 : audible < 0.5 ? IconVolume2 : IconVolume;
  return (
    <div className={classes.volume}>
      <RoundButton aria-label={muted ? words.unmute : words.mute} onClick={() => player.toggleMuted()}>
        <Icon size={20} />
      </RoundButton>
      <input
        type="range"
        min={0}
        max={100}
        step={5}
        value={Math.round(100 * audible)}
        aria-label={words.volume}
        style={{ '--share': audible } as CSSProperties}
        onChange={(event) => player.setVolume(event.currentTarget.valueAsNumber / 100)}
      />
    </div>
  );
}
