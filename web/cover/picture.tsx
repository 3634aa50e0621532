import { type CSSProperties, useState } from 'react';
import { IconMusic } from '../icons/icons.ts';
import classes from './picture.module.css';

interface PictureProps {
  /** Address; undefined where there is none. */
  readonly src: string | undefined;
  /** CSS colour in place of a missing picture; default: that of the surroundings. */
  readonly tint?: string;
  /** Size in pixels; default: the width of its container. */
  readonly size?: number;
  /** Whether to load pictures; false during fast scrolling. */
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
