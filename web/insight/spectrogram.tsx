import { useEffect, useRef } from 'react';
import { strings } from '../language/en/main.ts';
import { type Insight, MEL_BANDS } from './insight.ts';
import type { Picture } from './mosaic.ts';
import { levelOfDb, melPlace, paintPicture } from './paint.ts';
import classes from './spectrogram.module.css';

export type SoundView = 'spectrogram' | 'chroma';

interface SoundPictureProps {
  readonly insight: Insight;
  readonly view: SoundView;
}

const PITCHES = ['C', '', 'D', '', 'E', 'F', '', 'G', '', 'A', '', 'B'];
const MARKED_HERTZ = [250, 1000, 4000];

/** A sound as colours over time: how strong each frequency is, or each pitch class. */
export function SoundPicture({ insight, view }: SoundPictureProps) {
  return (
    <div className={classes.picture} data-view={view}>
      <Canvas picture={view === 'chroma' ? insight.chroma : insight.mel} view={view} />
      <div className={classes.labels} aria-hidden="true">
        {view === 'chroma'
          ? PITCHES.map((pitch, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: twelve places that never change.
              <span key={i} style={{ bottom: `${(100 * (i + 0.5)) / PITCHES.length}%` }}>
                {pitch}
              </span>
            ))
          : MARKED_HERTZ.map((hertz) => (
              <span key={hertz} style={{ bottom: `${100 * melPlace(hertz, MEL_BANDS)}%` }}>
                {strings.player.hertz(hertz)}
              </span>
            ))}
      </div>
    </div>
  );
}

function Canvas({ picture, view }: { picture: Picture; view: SoundView }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || picture.columns === 0) return;
    const image = context.createImageData(picture.columns, picture.rows);
    paintPicture(picture, view === 'chroma' ? (share) => share ** 1.5 : levelOfDb(picture.data), image.data);
    context.putImageData(image, 0, 0);
  }, [picture, view]);
  return (
    <canvas
      ref={canvas}
      className={classes.canvas}
      width={Math.max(1, picture.columns)}
      height={picture.rows}
      role="img"
      aria-label={strings.player.pictured[view]}
    />
  );
}
