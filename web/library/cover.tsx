import { IconMusic } from '@tabler/icons-react';
import { type CSSProperties, useState } from 'react';
import type { LibrarySong } from '../../src/server/library-schema.ts';
import { genreFill } from '../theme/palette.ts';
import { coverAddress } from './api.ts';
import classes from './cover.module.css';

interface CoverProps {
  readonly song: Pick<LibrarySong, 'id' | 'hasCover' | 'genre' | 'unsure'>;
  /** Pixels; none: as wide as its place. */
  readonly size?: number;
  /** False while rows fly past: pictures that nobody sees are not asked for. */
  readonly load?: boolean;
}

/** The picture of a song, or its genre's colour where it has none. Decoration: the title stands beside it. */
export function Cover({ song, size, load = true }: CoverProps) {
  const [broken, setBroken] = useState(0);
  const style = {
    '--tint': song.unsure ? 'var(--wave)' : genreFill(song.genre),
    ...(size === undefined ? {} : { width: size, height: size }),
  } as CSSProperties;
  const hasPicture = song.hasCover && broken !== song.id;
  return (
    <span className={classes.cover} style={style} aria-hidden="true">
      {hasPicture && load ? (
        <img src={coverAddress(song.id)} alt="" decoding="async" onError={() => setBroken(song.id)} />
      ) : (
        <IconMusic size={size === undefined ? '28%' : Math.round(size * 0.44)} stroke={1.7} />
      )}
    </span>
  );
}
