import { type CSSProperties, lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import { useSuggestedGenre } from '../corrections/use-suggested-genre.ts';
import { useInsight } from '../insight/use-insight.ts';
import { SongControls } from '../player/song-controls.tsx';
import { Timeline, type View } from '../player/timeline.tsx';
import { type SongPlayer, useSongPlayer } from '../player/use-song-player.ts';
import { isPending, type Queue, type Song, type SongState } from '../queue/queue.ts';
import { playSong, trackKeyOf } from '../queue/queue-tracks.ts';
import { Turntable } from '../record/turntable.tsx';
import { OriginLink } from '../search/origin-link.tsx';
import { genreFill, genreInk } from '../theme/palette.ts';
import { rankingAt } from '../timeline/genre-timeline.ts';
import { shareOf } from '../timeline/time-axis.ts';
import { FactActions, Facts } from './facts.tsx';
import { OnDemandSections } from './on-demand-sections.tsx';
import { Outcome } from './outcome.tsx';
import { Ranking, type Scope } from './ranking.tsx';
import { SongDescription } from './song-description.tsx';
import classes from './song-detail.module.css';
import { SongNames } from './song-names.tsx';

const Typical = lazy(async () => ({ default: (await import('../insight/typical.tsx')).Typical }));

interface SongDetailProps {
  readonly queue: Queue;
  readonly song: Song;
}

/** Pictures and measures are of the whole song: a longer one would keep the machine busy for long. */
const MAX_LOOKED_INTO_SECONDS = 30 * 60;

/** Details of one song: the answer, its sound, its timeline, its ranking. */
export function SongDetail({ queue, song }: SongDetailProps) {
  const { file, state } = song;
  const done = state.kind === 'done' ? state : undefined;
  /** Prediction to draw, unless the song is of none of the genres. */
  const drawn = done?.prediction.outside ? undefined : done?.prediction;
  const near = useSuggestedGenre(song);
  const frame = useRef<HTMLDivElement>(null);
  const [scope, setScope] = useState<Scope>('song');
  const player = useDetailPlayer(song, frame, () => setScope('moment'));
  const axisSeconds = Math.max(done?.prediction.durationSeconds ?? 0, player.durationSeconds);
  const [view, setView] = useState<View>('wave');
  const lookable = axisSeconds > 0 && axisSeconds <= MAX_LOOKED_INTO_SECONDS;
  const insight = useInsight(file, lookable && (done !== undefined || view !== 'wave'));
  const [hoverSeconds, setHoverSeconds] = useState<number>();
  const momentSeconds = hoverSeconds ?? player.seconds;
  return (
    <article className={classes.detail} style={tint(done?.prediction, near ? near.genre : song.label)}>
      <Head queue={queue} song={song} near={near} player={player} axisSeconds={axisSeconds} />
      <section className={classes.sound} hidden={state.kind === 'failed' && player.status === 'unplayable'}>
        <SongControls {...{ player, axisSeconds, view }} pictured={lookable} onView={setView} />
        <Timeline
          {...{ player, frame, axisSeconds, view, insight, hoverSeconds }}
          prediction={drawn}
          expected={isPending(song)}
          heardShare={heardShare(state, axisSeconds)}
          onHover={setHoverSeconds}
          onSeek={player.seek}
        />
      </section>
      {done && <SongDescription description={done.prediction.description} />}
      {done && (
        <div className={classes.more}>
          {drawn && (
            <Ranking
              song={drawn.ranking}
              moment={rankingAt(drawn.segments, momentSeconds)}
              momentSeconds={momentSeconds}
              scope={hoverSeconds === undefined ? scope : 'moment'}
              onScope={setScope}
            />
          )}
          <Facts done={done} />
          <FactActions queue={queue} song={song} done={done} />
        </div>
      )}
      <Suspense>{drawn && lookable && <Typical state={insight} ranking={drawn.ranking} />}</Suspense>
      {done && <OnDemandSections file={file} done={done} explained={lookable ? drawn : undefined} />}
    </article>
  );
}

/** Player of the song. @param onMoment called when what sounds at a moment is asked for */
function useDetailPlayer(
  song: Song,
  frame: RefObject<HTMLDivElement | null>,
  onMoment: () => void,
): SongPlayer {
  const player = useSongPlayer({
    file: song.file,
    trackKey: trackKeyOf(song.id),
    play: (fromSeconds) => playSong(song.id, fromSeconds),
    frame,
    axisSeconds: song.state.kind === 'done' ? song.state.prediction.durationSeconds : 0,
  });
  return {
    ...player,
    toggle() {
      onMoment();
      player.toggle();
    },
    seek(seconds) {
      onMoment();
      player.seek(seconds);
    },
  };
}

interface HeadProps extends SongDetailProps {
  readonly near: ReturnType<typeof useSuggestedGenre>;
  readonly player: SongPlayer;
  readonly axisSeconds: number;
}

function Head({ queue, song, near, player, axisSeconds }: HeadProps) {
  const { file, state } = song;
  const title = useRef<HTMLHeadingElement>(null);
  useFocusWhenHeardAgain(title, isPending(song));
  return (
    <div className={classes.top}>
      <div className={classes.words}>
        <SongNames file={file} title={title} />
        <OriginLink file={file} />
        <Outcome queue={queue} song={song} near={near} />
      </div>
      <div className={classes.record}>
        <Turntable
          prediction={state.kind === 'done' ? state.prediction : undefined}
          spinning={player.playing || state.kind === 'listening'}
          armShare={armShare(state, player, axisSeconds)}
        />
      </div>
    </div>
  );
}

/** The genre's colour lies over the whole result; an unsure one has none. */
function tint(prediction: Prediction | undefined, label: Song['label']): CSSProperties | undefined {
  const genre = label === undefined && !prediction?.unsure ? prediction?.genre : label;
  if (!prediction || !genre) return undefined;
  return { '--tint': genreFill(genre), '--wave-heard': genreInk(genre) } as CSSProperties;
}

/** Moves the focus to the title when the button that requested the answer disappears. */
function useFocusWhenHeardAgain(title: RefObject<HTMLElement | null>, pending: boolean): void {
  const wasPending = useRef(pending);
  useEffect(() => {
    const again = pending && !wasPending.current;
    wasPending.current = pending;
    if (again && document.activeElement === document.body) title.current?.focus();
  }, [title, pending]);
}

/** The arm follows the playing, else the listening; it rests while nothing has begun. */
function armShare(state: SongState, player: SongPlayer, axisSeconds: number): number | undefined {
  if (player.playing || player.seconds > 0) return shareOf(player.seconds, axisSeconds);
  if (state.kind === 'listening') return heardShare(state, axisSeconds) ?? 0;
  return undefined;
}

function heardShare(state: SongState, axisSeconds: number): number | undefined {
  if (state.kind !== 'listening') return undefined;
  return state.fractionDone ?? (axisSeconds > 0 ? shareOf(state.secondsDone, axisSeconds) : undefined);
}
