import { ActionIcon, Button, Loader, SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconFocusCentered,
  IconHandMove,
  IconLasso,
  IconMinus,
  IconPlaylistAdd,
  IconPlus,
  IconVolume,
  IconVolumeOff,
} from '@tabler/icons-react';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { LibrarySong, SongMap } from '../../../src/server/library-schema.ts';
import { words } from '../../strings.library.ts';
import switchClasses from '../../theme/switch.module.css';
import { clock } from '../../timeline/time-axis.ts';
import { getMap, getSongsById } from '../api.ts';
import { Cover } from '../cover.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { LibraryFrame } from '../frame.tsx';
import { GenreWords } from '../genre-words.tsx';
import { player, playlist } from '../library-state.ts';
import { artistOf, titleOf } from '../song-words.ts';
import { withGenreToggled } from '../songs/song-filter.ts';
import { SongList } from '../songs/song-list.tsx';
import { Legend, UNSURE } from './legend.tsx';
import classes from './map-page.module.css';
import { Plot, type Tool } from './plot.tsx';
import { createPoints, nearestOf, pointsInBox } from './points.ts';
import { useHoverSound } from './use-hover-sound.ts';
import { findSong, useSongCards } from './use-song-cards.ts';
import { boxOf, type Size, type View, WHOLE, zoomedAt } from './view.ts';

interface MapPageProps {
  readonly path: string;
  readonly strip: ReactNode;
  /** How many there are. */
  readonly songs: number;
  readonly changes: number;
}

const FEWEST = 3;
const ZOOM_STEP = 1.6;
const LISTED = 60;
/** Of 100,000 songs, counting those in view takes longer than a frame: it waits until the hand rests. */
const REST_MS = 150;

/** The collection as a map. */
export function MapPage({ path, strip, songs, changes }: MapPageProps) {
  const [map, setMap] = useState<SongMap>();
  const [error, setError] = useState<unknown>();
  const ask = useCallback(() => {
    const stop = new AbortController();
    setError(undefined);
    getMap(stop.signal).then(setMap, (error) => {
      if (!stop.signal.aborted) setError(error);
    });
    return () => stop.abort();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a scan the map is another.
  useEffect(ask, [ask, changes]);
  return (
    <LibraryFrame title={words.map.title} path={path} lead={words.map.lead}>
      {strip}
      {error !== undefined && <ErrorNotice error={error} onRetry={ask} />}
      {!map && error === undefined && <Laying songs={songs} />}
      {map && map.ids.length < FEWEST && <p className={classes.waiting}>{words.map.few}</p>}
      {map && map.ids.length >= FEWEST && <Explorer key={`${map.ids.length} ${changes}`} map={map} />}
    </LibraryFrame>
  );
}

/** The map's place before there is one. The first map of many songs takes the server a moment. */
function Laying({ songs }: { songs: number }) {
  return (
    <div className={classes.desk} aria-busy="true">
      <div className={classes.stage}>
        <div className={classes.laying} role="status">
          <Loader color="var(--ink)" size={28} aria-hidden="true" />
          <p>{words.map.laying(songs)}</p>
        </div>
      </div>
      <div className={classes.side} />
    </div>
  );
}

function Explorer({ map }: { map: SongMap }) {
  const points = useMemo(() => createPoints(map.x, map.y), [map]);
  const [view, setView] = useState<View>(WHOLE);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [tool, setTool] = useState<Tool>('move');
  const [genres, setGenres] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [hovered, setHovered] = useState<number>();
  const [picked, setPicked] = useState<number>();
  const sound = useHoverSound();
  const [settled] = useDebouncedValue(view, REST_MS);

  const isShown = useCallback(
    (index: number) => genres.length === 0 || genres.includes(map.genres[map.genre[index]!] ?? UNSURE),
    [map, genres],
  );
  const inView = useMemo(
    () => (size.width === 0 ? [] : pointsInBox(points, boxOf(settled, size)).filter(isShown)),
    [points, settled, size, isShown],
  );
  const chosenSet = useMemo(() => new Set(chosen), [chosen]);
  const listed = useMemo(
    () => (chosen.length > 0 ? chosen.slice(0, LISTED) : nearestOf(points, inView, settled, LISTED)),
    [points, chosen, inView, settled],
  );
  const pointed = hovered ?? picked;
  const [card] = useSongCards(pointed === undefined ? [] : [map.ids[pointed]!]);
  const songs = useSongCards(listed.map((index) => map.ids[index]!));
  const { hear, hush } = sound;
  useEffect(() => {
    if (hovered !== undefined && card) hear(card);
    return hush;
  }, [hovered, card, hear, hush]);

  const middle = { x: size.width / 2, y: size.height / 2 };
  const zoom = (factor: number) => setView(zoomedAt(view, factor, middle, size));
  const add = async () =>
    playlist.add(await getSongsById(chosen.map((index) => map.ids[index]!)).catch(() => []));
  return (
    <div className={classes.desk}>
      <div className={classes.stage}>
        <div className={classes.tools}>
          <SegmentedControl
            size="sm"
            aria-label={words.map.tool}
            classNames={switchClasses}
            value={tool}
            onChange={setTool}
            data={[
              { value: 'move', label: <ToolName icon={IconHandMove} name={words.map.move} /> },
              { value: 'lasso', label: <ToolName icon={IconLasso} name={words.map.lasso} /> },
            ]}
          />
          <Button
            className={classes.hear ?? ''}
            size="sm"
            variant="default"
            role="switch"
            aria-checked={sound.on}
            leftSection={sound.on ? <IconVolume size={17} /> : <IconVolumeOff size={17} />}
            onClick={sound.toggle}
          >
            {words.map.hear}
          </Button>
          <div className={classes.zoom}>
            <ActionIcon
              variant="default"
              size={38}
              radius="xl"
              aria-label={words.map.zoomIn}
              onClick={() => zoom(ZOOM_STEP)}
            >
              <IconPlus size={18} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              size={38}
              radius="xl"
              aria-label={words.map.zoomOut}
              onClick={() => zoom(1 / ZOOM_STEP)}
            >
              <IconMinus size={18} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              size={38}
              radius="xl"
              aria-label={words.map.fit}
              onClick={() => setView(WHOLE)}
            >
              <IconFocusCentered size={18} />
            </ActionIcon>
          </div>
        </div>
        <Plot
          map={map}
          points={points}
          tool={tool}
          view={view}
          settled={settled}
          onView={setView}
          size={size}
          onSize={setSize}
          isShown={isShown}
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
          card={card && <Card song={card} />}
        />
      </div>
      <Legend map={map} genres={genres} onGenre={(genre) => setGenres(withGenreToggled(genres, genre))} />
      <aside className={classes.side} aria-live="polite">
        <div className={classes.head}>
          <h2>{chosen.length > 0 ? words.map.chosen(chosen.length) : words.map.inView(inView.length)}</h2>
          {chosen.length > 0 ? (
            <div className={classes.take}>
              <Button
                variant="filled"
                size="sm"
                leftSection={<IconPlaylistAdd size={18} />}
                onClick={() => void add()}
              >
                {words.map.playlist}
              </Button>
              <Button size="sm" variant="subtle" onClick={() => setChosen([])}>
                {words.map.clear}
              </Button>
            </div>
          ) : (
            inView.length > 0 && (
              <Button size="sm" variant="default" onClick={() => setChosen(inView)}>
                {words.map.takeView}
              </Button>
            )
          )}
        </div>
        <p className={classes.note}>{noteOn(chosen.length, inView.length)}</p>
        <SongList songs={songs} />
      </aside>
    </div>
  );
}

/** What was pressed may not have been told yet. */
async function play(id: number): Promise<void> {
  const song = await findSong(id);
  if (song) player.toggle(song);
}

function noteOn(chosen: number, inView: number): string {
  if (chosen > LISTED) return words.map.first(LISTED);
  if (chosen > 0) return '';
  if (inView === 0) return words.map.nothing;
  return inView > LISTED ? words.map.nearest(LISTED) : words.map.hint;
}

function Card({ song }: { song: LibrarySong }) {
  return (
    <div className={classes.card} role="status">
      <Cover song={song} size={52} />
      <div>
        <strong>{titleOf(song)}</strong>
        <span>{artistOf(song)}</span>
        <span className={classes.cardFoot}>
          <GenreWords song={song} /> {clock(song.durationSeconds)}
        </span>
      </div>
    </div>
  );
}

function ToolName({ icon: Icon, name }: { icon: typeof IconLasso; name: string }) {
  return (
    <span className={classes.toolName}>
      <Icon size={17} stroke={1.8} aria-hidden="true" />
      {name}
    </span>
  );
}
