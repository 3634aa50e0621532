import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type RefObject,
  useMemo,
} from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import { SoundPicture, type SoundView } from '../insight/spectrogram.tsx';
import type { InsightState } from '../insight/use-insight.ts';
import { genreName, strings } from '../language/en/main.ts';
import { genreFill, genreOn } from '../theme/palette.ts';
import { bandLabels, timelineBands, timelineParts, unanalysed } from '../timeline/genre-timeline.ts';
import { clock, secondsAt, shareOf, ticks } from '../timeline/time-axis.ts';
import classes from './timeline.module.css';
import type { SongPlayer } from './use-song-player.ts';
import { Wave } from './wave.tsx';

/** View above the timeline. */
export type View = 'wave' | SoundView;

interface TimelineProps {
  readonly player: SongPlayer;
  /** Gets the place of the playhead. */
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly axisSeconds: number;
  readonly view: View;
  /** Data of the other views. */
  readonly insight: InsightState;
  readonly prediction: Prediction | undefined;
  /** Whether there may be an answer yet: room for its course is kept. */
  readonly expected: boolean;
  /** Share of the song that has been heard by the engine, while it listens. */
  readonly heardShare: number | undefined;
  readonly hoverSeconds: number | undefined;
  readonly onHover: (seconds: number | undefined) => void;
  readonly onSeek: (seconds: number) => void;
}

const BANDS_WIDTH = 1000;
const BANDS_HEIGHT = 100;
const MAX_TICKS = 9;
const STEP_SHARE = 1 / 60;
const PAGE_SHARE = 1 / 10;
/** Share of the width beyond which a label is placed to the left. */
const RIGHT_SHARE = 0.9;

/** The wave, the course under it, and the time below both, on one axis that can be pointed at. */
export function Timeline(props: TimelineProps) {
  const { player, frame, axisSeconds, view, insight, prediction, hoverSeconds } = props;
  const soundWidth = `${100 * shareOf(player.durationSeconds || axisSeconds, axisSeconds)}%`;
  return (
    <div>
      <div
        className={classes.frame}
        ref={frame}
        role="slider"
        tabIndex={0}
        aria-label={strings.player.position}
        aria-valuemin={0}
        aria-valuemax={Math.round(axisSeconds)}
        aria-valuenow={Math.round(player.seconds)}
        aria-valuetext={strings.player.at(player.seconds, axisSeconds)}
        {...timelineInput(props)}
      >
        <div className={classes.wave} data-view={view}>
          {view === 'wave' ? wavePicture(player, soundWidth) : insightPicture(insight, view, axisSeconds)}
        </div>
        {(prediction || props.expected) && (
          <div className={classes.course}>
            {prediction ? (
              <GenreTimeline prediction={prediction} axisSeconds={axisSeconds} />
            ) : (
              <div className={classes.heard} style={{ transform: `scaleX(${props.heardShare ?? 0})` }} />
            )}
          </div>
        )}
        {hoverSeconds !== undefined && <HoverLine seconds={hoverSeconds} axisSeconds={axisSeconds} />}
        <div className={classes.playhead} />
      </div>
      <Axis seconds={axisSeconds} />
      {prediction?.analysedSeconds !== undefined && (
        <p className={classes.unheard}>{strings.player.unheard}</p>
      )}
      {prediction && (
        <p className={classes.inWords}>
          {strings.player.course}: {strings.courseInWords(timelineParts(prediction))}
        </p>
      )}
    </div>
  );
}

/** Handlers of pointer and keys on the timeline. */
function timelineInput({ player, axisSeconds, onHover, onSeek }: TimelineProps) {
  const timeUnder = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return secondsAt(event.clientX - box.left, box.width, axisSeconds);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const seconds = timeUnder(event);
    onHover(seconds);
    if (event.buttons === 1) onSeek(seconds);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    onSeek(timeUnder(event));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === ' ') {
      event.preventDefault();
      player.toggle();
      return;
    }
    const target = keyTarget(event.key, player.seconds, axisSeconds);
    if (target === undefined) return;
    event.preventDefault();
    onSeek(target);
  };
  return { onKeyDown, onPointerDown, onPointerMove, onPointerLeave: () => onHover(undefined) };
}

/** The course of genres, as a stream of colours with names. */
export const GenreTimeline = memo(
  ({ prediction, axisSeconds }: { prediction: Prediction; axisSeconds: number }) => {
    const bands = useMemo(() => timelineBands(prediction, BANDS_WIDTH, BANDS_HEIGHT), [prediction]);
    const labels = useMemo(() => bandLabels(prediction), [prediction]);
    return (
      <div
        className={classes.bands}
        style={{ width: `${100 * shareOf(prediction.durationSeconds, axisSeconds)}%` }}
        aria-hidden="true"
      >
        <svg viewBox={`0 0 ${BANDS_WIDTH} ${BANDS_HEIGHT}`} preserveAspectRatio="none" role="presentation">
          {bands.map(({ genre, path }) => (
            <path key={genre} className={classes.band} d={path} style={{ fill: genreFill(genre) }} />
          ))}
        </svg>
        {unanalysed(prediction).map(({ startSeconds, endSeconds }) => (
          <span
            key={startSeconds}
            className={classes.gap}
            data-unheard
            style={{
              left: `${100 * shareOf(startSeconds, prediction.durationSeconds)}%`,
              width: `${100 * shareOf(endSeconds - startSeconds, prediction.durationSeconds)}%`,
            }}
          />
        ))}
        {labels.map(({ genre, x, y }) => (
          <span
            key={genre}
            className={classes.bandName}
            style={
              {
                '--x': x,
                top: `${100 * y}%`,
                color: genreOn(genre),
                background: genreFill(genre),
              } as CSSProperties
            }
          >
            {genreName(genre)}
          </span>
        ))}
      </div>
    );
  },
);

function wavePicture({ peaks, status }: SongPlayer, width: string) {
  if (peaks) {
    return (
      <div className={classes.drawing} style={{ width }}>
        <Wave peaks={peaks} />
      </div>
    );
  }
  if (status === 'loading') return null;
  return (
    <p className={classes.problem}>
      {status === 'unplayable' ? strings.player.unplayable : strings.player.tooLong}
    </p>
  );
}

function insightPicture(insight: InsightState, view: SoundView, axisSeconds: number) {
  if (insight.kind !== 'there') {
    const failed = insight.kind === 'failed';
    return <p className={classes.problem}>{failed ? strings.player.undrawable : strings.player.drawing}</p>;
  }
  return (
    <div
      className={classes.picture}
      style={{ width: `${100 * shareOf(insight.insight.seconds, axisSeconds)}%` }}
    >
      <SoundPicture insight={insight.insight} view={view} />
    </div>
  );
}

function HoverLine({ seconds, axisSeconds }: { seconds: number; axisSeconds: number }) {
  const share = shareOf(seconds, axisSeconds);
  return (
    <div
      className={classes.hover}
      style={{ '--at': share } as CSSProperties}
      data-right={share > RIGHT_SHARE}
    >
      <span className={classes.hoverTime}>{clock(seconds)}</span>
    </div>
  );
}

/** The time below a course. */
export function Axis({ seconds }: { seconds: number }) {
  return (
    <div className={classes.axis} aria-hidden="true">
      {ticks(seconds, MAX_TICKS).map((tick) => (
        <span
          key={tick.seconds}
          className={classes.tick}
          style={{ '--at': shareOf(tick.seconds, seconds) } as CSSProperties}
          data-right={shareOf(tick.seconds, seconds) > RIGHT_SHARE}
        >
          {tick.label}
        </span>
      ))}
    </div>
  );
}

/** Playhead after a key; undefined for other keys. */
function keyTarget(key: string, seconds: number, axisSeconds: number): number | undefined {
  const steps: Record<string, number> = {
    ArrowRight: STEP_SHARE,
    ArrowUp: STEP_SHARE,
    ArrowLeft: -STEP_SHARE,
    ArrowDown: -STEP_SHARE,
    PageUp: PAGE_SHARE,
    PageDown: -PAGE_SHARE,
    Home: -1,
    End: 1,
  };
  const share = steps[key];
  if (share === undefined) return undefined;
  return Math.min(axisSeconds, Math.max(0, seconds + share * axisSeconds));
}
