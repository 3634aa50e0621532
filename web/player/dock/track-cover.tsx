import { IconMusic } from '@tabler/icons-react';
import { type CSSProperties, useState } from 'react';
import type { Track } from '../player.ts';
import classes from './track-cover.module.css';

/** The picture of what plays, or its genre's colour. Decoration: the title stands beside it. */
export function TrackCover({ track: { key, cover, tint } }: { track: Track }) {
  const [broken, setBroken] = useState<string>();
  return (
    <span className={classes.cover} style={{ '--tint': tint } as CSSProperties} aria-hidden="true">
      {cover && broken !== key ? (
        <img src={cover} alt="" decoding="async" onError={() => setBroken(key)} />
      ) : (
        <IconMusic size={20} stroke={1.7} />
      )}
    </span>
  );
}
