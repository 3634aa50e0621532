import { type CSSProperties, memo, useEffect, useMemo, useRef } from 'react';
import type { Prediction } from '../../../src/classify/prediction.ts';
import { words } from '../../language/en/player.ts';
import { useStore } from '../../shell/store.ts';
import { genreFill } from '../../theme/palette.ts';
import { timelineBands } from '../../timeline/genre-timeline.ts';
import { shareOf, spokenTime } from '../../timeline/time-axis.ts';
import { player } from '../page-player.ts';
import type { Track } from '../track.ts';
import classes from './timeline-bar.module.css';

const WIDTH = 1000;
const HEIGHT = 100;

/** Genre timeline of the current song, with seeking. */
export function TimelineBar({ track, durationSeconds }: { track: Track; durationSeconds: number }) {
  const bar = useRef<HTMLDivElement>(null);
  const seconds = useStore(player.position);
  const axisSeconds = Math.max(1, durationSeconds);
  useEffect(() => {
    const show = (at: number) => bar.current?.style.setProperty('--played', String(shareOf(at, axisSeconds)));
    show(player.position.get());
    return player.onFrame(show);
  }, [axisSeconds]);
  return (
    <div ref={bar} className={classes.bar} style={{ '--tint': track.tint } as CSSProperties}>
      <div className={classes.course} aria-hidden="true">
        {track.prediction && !track.prediction.outside && track.prediction.segments.length > 0 ? (
          <Course prediction={track.prediction} />
        ) : (
          <span className={classes.plain} />
        )}
        <span className={classes.ahead} />
        <span className={classes.playhead} />
      </div>
      <input
        type="range"
        className={classes.seek}
        min={0}
        max={Math.round(axisSeconds)}
        value={Math.round(seconds)}
        aria-label={words.position}
        aria-valuetext={words.at(spokenTime(seconds), spokenTime(durationSeconds))}
        onChange={(event) => player.seek(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

const Course = memo(({ prediction }: { prediction: Prediction }) => {
  const bands = useMemo(() => timelineBands(prediction, WIDTH, HEIGHT), [prediction]);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="presentation">
      {bands.map(({ genre, path }) => (
        <path key={genre} d={path} style={{ fill: genreFill(genre) }} />
      ))}
    </svg>
  );
});
