import { useMemo } from 'react';
import type { SongMap } from '../../../src/server/library-schema.ts';
import { genreInk } from '../../theme/palette.ts';
import type { ColouredBy, Colouring } from './colouring.ts';
import { placeNames, type Region } from './place-names.ts';
import classes from './plot.module.css';
import { homeOf, type Points } from './points.ts';
import { regionNames } from './region-words.ts';
import { onScreen, type Size, type View } from './view.ts';

interface RegionNamesProps {
  readonly map: SongMap;
  readonly by: ColouredBy;
  readonly colouring: Colouring;
  readonly points: Points;
  readonly view: View;
  /** View after the last movement: names keep their places meanwhile. */
  readonly settled: View;
  readonly size: Size;
  readonly isShown: (index: number) => boolean;
}

interface Home extends Region {
  /** A colour of CSS. */
  readonly ink: string;
  /** One of its songs: it is named where that is shown. */
  readonly first: number | undefined;
}

/** Kinds of a smaller share are not written on the map. */
const NAMED_SHARE = 0.03;
/** Zoom from which parts of regions are named. */
const CLOSE_ZOOM = 2;

/** Names of regions by what their songs share; with colours other than genres', names of kinds at their homes. */
export function RegionNames(props: RegionNamesProps) {
  const { map, by, colouring, points, view, settled, size, isShown } = props;
  const close = settled.zoom >= CLOSE_ZOOM;
  const homes = useMemo(() => {
    const regions = by === 'genre' ? regionsOf(map, colouring, close) : [];
    // A library may be too small, or too much alike, for regions.
    return regions.length > 1 ? regions : homesOf(colouring, points);
  }, [map, by, colouring, points, close]);
  const placed = useMemo(() => {
    const shown = homes.filter(({ first }) => first === undefined || isShown(first));
    return size.width === 0 ? [] : placeNames(shown, points, settled, size);
  }, [homes, points, settled, size, isShown]);
  return placed.map(({ name, at }) => {
    const { x, y } = onScreen(at, view, size);
    const { ink } = homes.find((home) => home.name === name)!;
    return (
      <span
        key={name}
        className={classes.name}
        data-moves={view !== settled}
        style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)`, color: ink }}
        aria-hidden="true"
      >
        {name}
      </span>
    );
  });
}

/** Regions that can be named, the largest first. */
function regionsOf({ regions, genres, likely }: SongMap, { kind }: Colouring, close: boolean): Home[] {
  const wanted = regions.filter((region) => region.close === close);
  const names = regionNames(wanted);
  return wanted.flatMap(({ x, y, genre }, i) => {
    const name = names[i];
    if (name === undefined) return [];
    const place = genre === null ? -1 : genres.indexOf(genre);
    const sure = Array.prototype.indexOf.call(kind, place);
    const first = place < 0 ? undefined : sure >= 0 ? sure : likely.indexOf(place);
    return [{ name, home: { x, y }, ink: genre === null ? 'var(--ink)' : genreInk(genre), first }];
  });
}

/** The kinds of many songs, the largest first. */
function homesOf({ kinds, kind }: Colouring, points: Points): Home[] {
  const groups = kinds.map((): number[] => []);
  for (let i = 0; i < kind.length; i++) if (kind[i]! >= 0) groups[kind[i]!]!.push(i);
  return groups
    .map((indices, i) => ({ ...kinds[i]!, indices }))
    .filter(({ indices }) => indices.length > 1 && indices.length >= NAMED_SHARE * kind.length)
    .sort((a, b) => b.indices.length - a.indices.length)
    .map(({ name, ink, indices }) => ({ name, ink, first: indices[0]!, home: homeOf(points, indices) }));
}
