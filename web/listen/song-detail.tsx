import { Button } from '@mantine/core';
import {
  type CSSProperties,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { Prediction } from '../../src/classify/prediction.ts';
import { useSuggestedGenre } from '../corrections/use-suggested-genre.ts';
import { IconColumns3, IconEraser } from '../icons/icons.ts';
import { useInsight } from '../insight/use-insight.ts';
import { SongControls } from '../player/song-controls.tsx';
import { Timeline, type View } from '../player/timeline.tsx';
import { type SongPlayer, useSongPlayer } from '../player/use-song-player.ts';
import { isPending, type Queue, type Song, type SongState } from '../queue/queue.ts';
import { playSong, trackKeyOf } from '../queue/queue-tracks.ts';
import { Turntable } from '../record/turntable.tsx';
import { OriginLink } from '../search/origin-link.tsx';
import { words as compareWords } from '../strings.compare.ts';
import { words as withoutWords } from '../strings.without.ts';
import { genreFill, genreInk } from '../theme/palette.ts';
import { rankingAt } from '../timeline/genre-timeline.ts';
import { shareOf } from '../timeline/time-axis.ts';
import { FactActions, Facts } from './facts.tsx';
import { Outcome } from './outcome.tsx';
import { Ranking, type Scope } from './ranking.tsx';
import { SongDescription } from './song-description.tsx';
import classes from './song-detail.module.css';
import { SongNames } from './song-names.tsx';

const Typical = lazy(async () => ({ default: (await import('../insight/typical.tsx')).Typical }));

const Compare = lazy(async () => ({ default: (await import('../compare/compare.tsx')).Compare }));

const Without = lazy(async () => ({ default: (await import('../ablation/ablation.tsx')).Ablation }));

interface SongDetailProps {
  readonly queue: Queue;
  readonly song: Song;
}

interface OnDemandProps {
  readonly icon: typeof IconEraser;
  readonly label: string;
  readonly children: ReactNode;
}

/** Pictures and measures are of the whole song: a longer one would keep the machine busy for long. */
const MAX_LOOKED_INTO_SECONDS = 30 * 60;

/** Details of one song: the answer, its sound, its timeline, its ranking. */
export function SongDetail({ queue, song }: SongDetailProps) {
  const { file, state } = song;
  const prediction = state.kind === 'done' ? state.prediction : undefined;
  /** Prediction to draw, unless the song is of none of the genres. */
  const drawn = prediction?.outside ? undefined : prediction;
  const near = useSuggestedGenre(song);
  const title = useRef<HTMLHeadingElement>(null);
  useFocusWhenHeardAgain(title, isPending(song));
  const frame = useRef<HTMLDivElement>(null);
  const player = useSongPlayer({
    file,
    trackKey: trackKeyOf(song.id),
    play: (fromSeconds) => playSong(song.id, fromSeconds),
    frame,
    axisSeconds: prediction?.durationSeconds ?? 0,
  });
  const axisSeconds = Math.max(prediction?.durationSeconds ?? 0, player.durationSeconds);
  const [view, setView] = useState<View>('wave');
  const lookable = axisSeconds > 0 && axisSeconds <= MAX_LOOKED_INTO_SECONDS;
  const insight = useInsight(file, lookable && (prediction !== undefined || view !== 'wave'));
  const [scope, setScope] = useState<Scope>('song');
  const [hoverSeconds, setHoverSeconds] = useState<number>();
  const momentSeconds = hoverSeconds ?? player.seconds;
  const seek = (seconds: number) => {
    setScope('moment');
    player.seek(seconds);
  };
  const listenable = {
    ...player,
    toggle: () => {
      setScope('moment');
      player.toggle();
    },
  };

  return (
    <article className={classes.detail} style={tint(prediction, near ? near.genre : song.label)}>
      <div className={classes.top}>
        <div className={classes.words}>
          <SongNames file={file} title={title} />
          <OriginLink file={file} />
          <Outcome queue={queue} song={song} near={near} />
        </div>
        <div className={classes.record}>
          <Turntable
            prediction={prediction}
            spinning={player.playing || state.kind === 'listening'}
            armShare={armShare(state, player, axisSeconds)}
          />
        </div>
      </div>
      <section className={classes.sound} hidden={state.kind === 'failed' && player.status === 'unplayable'}>
        <SongControls
          player={listenable}
          axisSeconds={axisSeconds}
          view={view}
          pictured={lookable}
          onView={setView}
        />
        <Timeline
          player={listenable}
          frame={frame}
          axisSeconds={axisSeconds}
          view={view}
          insight={insight}
          prediction={drawn}
          expected={isPending(song)}
          heardShare={heardShare(state, axisSeconds)}
          hoverSeconds={hoverSeconds}
          onHover={setHoverSeconds}
          onSeek={seek}
        />
      </section>
      {state.kind === 'done' && (
        <SongDescription
          insight={lookable ? insight : undefined}
          description={state.prediction.description}
        />
      )}
      {state.kind === 'done' && (
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
          <Facts done={state} />
          <FactActions
            file={file}
            done={state}
            label={song.label}
            onWhole={() => queue.analyseWhole(song.id)}
            onAgain={(engine) => {
              queue.chooseEngine(engine);
              queue.retry(song.id);
            }}
          />
        </div>
      )}
      <Suspense>{drawn && lookable && <Typical state={insight} ranking={drawn.ranking} />}</Suspense>
      {state.kind === 'done' && (
        <div className={classes.demands}>
          {drawn && lookable && (
            <OnDemand icon={IconEraser} label={withoutWords.open}>
              <Without file={file} prediction={drawn} />
            </OnDemand>
          )}
          <OnDemand icon={IconColumns3} label={compareWords.open}>
            <Compare file={file} prediction={state.prediction} engine={state.engine} />
          </OnDemand>
        </div>
      )}
    </article>
  );
}

/** Section that analyses on demand. */
function OnDemand({ icon: Icon, label, children }: OnDemandProps) {
  const [opened, setOpened] = useState(false);
  if (opened) return <Suspense>{children}</Suspense>;
  return (
    <Button variant="default" leftSection={<Icon size={17} />} onClick={() => setOpened(true)}>
      {label}
    </Button>
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
