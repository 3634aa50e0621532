import { useEffect, useMemo, useRef, useState } from 'react';
import classes from './wave.module.css';
import { wavePath } from './wave-path.ts';

const BAR_PIXELS = 3.5;

/** Waveform of a song; the played part is darker, by the frame's `--playhead`. */
export function Wave({ peaks }: { peaks: Float32Array }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry!.contentRect.width)));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const path = useMemo(
    () => (width > 0 ? wavePath(peaks, Math.max(1, Math.round(width / BAR_PIXELS))) : ''),
    [peaks, width],
  );
  return (
    <div ref={box} className={classes.wave} aria-hidden="true">
      {(['all', 'played'] as const).map((part) => (
        <svg
          key={part}
          className={classes[part]}
          viewBox="0 0 1 1"
          preserveAspectRatio="none"
          role="presentation"
        >
          <path d={path} />
        </svg>
      ))}
    </div>
  );
}
