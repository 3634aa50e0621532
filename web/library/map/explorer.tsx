import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { LibrarySong, SongMap } from '../../../src/server/library-schema.ts';
import { getSongsById } from '../api/songs.ts';
import { askLabel } from '../corrections/corrections-state.ts';
import { player, playlist } from '../library-state.ts';
import type { ColouredBy, Colouring } from './colouring.ts';
import { Legend, NO_KIND } from './legend.tsx';
import classes from './map-page.module.css';
import { MapSide } from './map-side.tsx';
import { MapTools } from './map-tools.tsx';
import { Plot, type Tool } from './plot.tsx';
import { PointCard } from './point-card.tsx';
import { createPoints, nearestOf, type Points, pointsInBox } from './points.ts';
import { useColouring } from './use-colouring.ts';
import { useGrowingList } from './use-growing-list.ts';
import { useHoverSound } from './use-hover-sound.ts';
import { findSong, useSongCards } from './use-song-cards.ts';
import { boxOf, type Size, type View, WHOLE, zoomedAt } from './view.ts';

const LISTED = 60;
/** Number of songs listed at once, and added when the end is reached: the view responds sooner. */
const PART = 16;
/** Rest of the hand before songs in view are counted: among 100,000 that takes longer than a frame. */
const REST_MS = 150;

/** Map page's explorer: the map, its tools and its lists. */
export function Explorer({ map }: { map: SongMap }) {
  const points = useMemo(() => createPoints(map.x, map.y), [map]);
  const { view, setView, settled, size, setSize, onZoom, onWhole } = useView();
  const [tool, setTool] = useState<Tool>('move');
  const { by, shown, choose, colouring, scheme } = useColouring(map);
  const { kinds, setKinds, onKind, isShown } = useShown(colouring);
  const { chosen, setChosen, chosenSet, onAdd, onCorrect, onClear } = useChosen(map);
  const { inView, listed } = useListed(points, { settled, size, isShown, chosen });
  const [hovered, setHovered] = useState<number>();
  const [picked, setPicked] = useState<number>();
  const pointed = hovered ?? picked;
  const [card] = useSongCards(pointed === undefined ? [] : [map.ids[pointed]!]);
  const { part, onEnd } = useGrowingList(listed, PART);
  const songs = useSongCards(part.map((index) => map.ids[index]!));
  const { sounds, onSound } = useCardSound(hovered === undefined ? undefined : card);

  // What stands around the map is drawn again only when it is another: a step of the view is answered sooner.
  const onBy = useCallback(
    (chosen: ColouredBy) => {
      setKinds([]);
      choose(chosen);
    },
    [setKinds, choose],
  );
  const onTakeView = useCallback(() => setChosen(inView), [inView, setChosen]);
  return (
    <div className={classes.desk}>
      <div className={classes.stage}>
        <MapTools tool={tool} onTool={setTool} {...{ by, onBy, sounds, onSound, onZoom, onWhole }} />
        <Plot
          {...{ map, by: shown, colouring, scheme, points, tool, view, settled, size, isShown }}
          onView={setView}
          onSize={setSize}
          chosen={chosenSet}
          onChoose={(indices) => {
            setChosen(indices);
            setPicked(undefined);
          }}
          hovered={pointed}
          onHover={setHovered}
          onPick={(index) => {
            setPicked(index);
            if (index !== undefined) void play(map.ids[index]!);
          }}
          card={card && <PointCard song={card} by={shown} />}
        />
      </div>
      <Legend by={shown} colouring={colouring} shown={kinds} onKind={onKind} />
      <MapSide
        songs={songs}
        chosen={chosen.length}
        inView={inView.length}
        most={LISTED}
        {...{ onEnd, onAdd, onCorrect, onClear, onTakeView }}
      />
    </div>
  );
}

/** View of the map, and its size on the screen. */
function useView() {
  const [view, setView] = useState<View>(WHOLE);
  const [settled] = useDebouncedValue(view, REST_MS);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const onZoom = useCallback(
    (factor: number) =>
      setView((view) => zoomedAt(view, factor, { x: size.width / 2, y: size.height / 2 }, size)),
    [size],
  );
  const onWhole = useCallback(() => setView(WHOLE), []);
  return { view, setView, settled, size, setSize, onZoom, onWhole };
}

/** Songs that were chosen on the map, and what is done with them. */
function useChosen(map: SongMap) {
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const chosenSet = useMemo(() => new Set(chosen), [chosen]);
  const chosenIds = useMemo(() => chosen.map((index) => map.ids[index]!), [chosen, map]);
  const onAdd = useCallback(
    async () => playlist.add(await getSongsById(chosenIds).catch(() => [])),
    [chosenIds],
  );
  const onCorrect = useCallback(() => askLabel(chosenIds), [chosenIds]);
  const onClear = useCallback(() => setChosen([]), []);
  return { chosen, setChosen, chosenSet, onAdd, onCorrect, onClear };
}

/** Kinds shown by the legend; none chosen: all. */
function useShown({ kind }: Colouring) {
  const [kinds, setKinds] = useState<readonly number[]>([]);
  const isShown = useCallback(
    (index: number) => kinds.length === 0 || kinds.includes(kind[index]! < 0 ? NO_KIND : kind[index]!),
    [kind, kinds],
  );
  const onKind = useCallback(
    (kind: number) =>
      setKinds((kinds) => (kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind])),
    [],
  );
  return { kinds, setKinds, onKind, isShown };
}

/** Sound of the song under the pointer. */
function useCardSound(card: LibrarySong | undefined) {
  const { on: sounds, toggle: onSound, play, stop } = useHoverSound();
  useEffect(() => {
    if (card) play(card);
    return stop;
  }, [card, play, stop]);
  return { sounds, onSound };
}

interface Seen {
  readonly settled: View;
  readonly size: Size;
  readonly isShown: (index: number) => boolean;
  readonly chosen: readonly number[];
}

/** Songs listed beside the map: those in view, or the chosen ones. */
function useListed(points: Points, { settled, size, isShown, chosen }: Seen) {
  const inView = useMemo(
    () => (size.width === 0 ? [] : pointsInBox(points, boxOf(settled, size)).filter(isShown)),
    [points, settled, size, isShown],
  );
  const listed = useMemo(
    () => (chosen.length > 0 ? chosen.slice(0, LISTED) : nearestOf(points, inView, settled, LISTED)),
    [points, chosen, inView, settled],
  );
  return { inView, listed };
}

/** Plays a song, after fetching it if necessary. */
async function play(id: number): Promise<void> {
  const song = await findSong(id);
  if (song) player.toggle(song);
}
