import { type CSSProperties, useState } from 'react';
import { IconMusic } from '../icons/icons.ts';
import classes from './picture.module.css';

interface PictureProps {
  /** Address; undefined where there is none. */
  readonly src: string | undefined;
  /** A CSS colour for what has no picture; none: that of what it stands in. */
  readonly tint?: string;
  /** Pixels; none: as wide as its place. */
  readonly size?: number;
  /** False while rows fly past: pictures that nobody sees are not asked for. */
  readonly load?: boolean;
}

/** The picture of a song, or a note on its colour. Decoration: the title stands beside it. */
export function Picture({ src, tint, size, load = true }: PictureProps) {
  const [broken, setBroken] = useState<string>();
  const style = {
    ...(tint !== undefined && { '--tint': tint }),
    ...(size !== undefined && { width: size, height: size }),
  } as CSSProperties;
  return (
    <span className={classes.picture} style={style} aria-hidden="true">
      {src !== undefined && src !== broken && load ? (
        <img src={src} alt="" decoding="async" onError={() => setBroken(src)} />
      ) : (
        <IconMusic size={size === undefined ? '28%' : Math.round(size * 0.44)} stroke={1.7} />
      )}
    </span>
  );
}
