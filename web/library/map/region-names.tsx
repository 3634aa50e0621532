import { type CSSProperties, useMemo } from 'react';
import type { Colouring } from './colouring.ts';
import { placeNames } from './place-names.ts';
import classes from './plot.module.css';
import { homeOf, type Points } from './points.ts';
import { onScreen, type Size, type View } from './view.ts';

interface RegionNamesProps {
  readonly colouring: Colouring;
  readonly points: Points;
  readonly view: View;
  /** The view since the hand rests: names stay where they are meanwhile. */
  readonly settled: View;
  readonly size: Size;
  readonly isShown: (index: number) => boolean;
}

/** Kinds of a smaller share are not written on the map. */
const NAMED_SHARE = 0.03;

/** Where each kind is at home. */
export function RegionNames({ colouring, points, view, settled, size, isShown }: RegionNamesProps) {
  const homes = useMemo(() => homesOf(colouring, points), [colouring, points]);
  const placed = useMemo(() => {
    const shown = homes.filter(({ first }) => isShown(first));
    return size.width === 0 ? [] : placeNames(shown, points, settled, size);
  }, [homes, points, settled, size, isShown]);
  return placed.map(({ name, at }) => {
    const { x, y } = onScreen(at, view, size);
    const { ink } = homes.find((home) => home.name === name)!;
    return (
      <span
        key={name}
        className={classes.name}
        style={{ left: x, top: y, color: ink } as CSSProperties}
        aria-hidden="true"
      >
        {name}
      </span>
    );
  });
}

/** The kinds of many songs, the largest first. */
function homesOf({ kinds, kind }: Colouring, points: Points) {
  const groups = kinds.map((): number[] => []);
  for (let i = 0; i < kind.length; i++) if (kind[i]! >= 0) groups[kind[i]!]!.push(i);
  return groups
    .map((indices, i) => ({ ...kinds[i]!, indices }))
    .filter(({ indices }) => indices.length > 1 && indices.length >= NAMED_SHARE * kind.length)
    .sort((a, b) => b.indices.length - a.indices.length)
    .map(({ name, ink, indices }) => ({ name, ink, first: indices[0]!, home: homeOf(points, indices) }));
}
