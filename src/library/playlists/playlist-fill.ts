/** Filling of a path that is too short. */

import { nearestTo, pointOf, type SongSpace } from '../similarity/similarity.ts';
import { forEachInSlices } from '../slices.ts';
import type { PlaylistRules } from './playlist-rules.ts';

/** Number of songs near the middle of the path among which the next is chosen. */
const CHOICE = 5000;

/** Song with the position at which it lengthens the path least. */
interface Detour {
  readonly place: number;
  /** Index at which it would be inserted. */
  readonly at: number;
  readonly cost: number;
}

/**
 * List with more songs between its ends, one at a time where it lengthens the path least, until there are
 * `count` between them or no song is left that the rules and `mayGrow` allow.
 * @param cost of a step from one song to another
 */
export async function fillPath(
  space: SongSpace,
  list: readonly number[],
  count: number,
  rules: PlaylistRules,
  cost: (from: number, to: number) => number,
  mayGrow: (list: readonly number[], place: number) => boolean,
): Promise<readonly number[]> {
  const path = [...list];
  if (path.length - 2 >= count) return path;
  const middle = middleOf(space, path);
  const near = nearestTo(space, middle, Math.min(CHOICE, space.songs.length), (place) => rules.allows(place));
  /** Costs of the steps between each song and those of the path. */
  const steps = new Map<number, number[]>();
  await forEachInSlices(near, ({ index }) => {
    steps.set(
      index,
      path.map((place) => cost(place, index)),
    );
  });
  while (path.length - 2 < count) {
    const best = await shortestDetour(path, steps, rules, cost, mayGrow);
    if (!best) break;
    steps.delete(best.place);
    if (!(await rules.take(best.place))) continue;
    path.splice(best.at, 0, best.place);
    for (const [place, costs] of steps) {
      if (rules.allows(place)) costs.splice(best.at, 0, cost(best.place, place));
      else steps.delete(place);
    }
  }
  return path;
}

async function shortestDetour(
  way: readonly number[],
  steps: ReadonlyMap<number, readonly number[]>,
  rules: PlaylistRules,
  cost: (from: number, to: number) => number,
  mayGrow: (list: readonly number[], place: number) => boolean,
): Promise<Detour | undefined> {
  let best: Detour | undefined;
  const saved = way.slice(1).map((place, i) => cost(way[i], place));
  await forEachInSlices([...steps], ([place, costs]) => {
    for (let at = 1; at < way.length; at++) {
      const longer = costs[at - 1] + costs[at] - saved[at - 1];
      if (best && longer >= best.cost) continue;
      if (rules.fitsAt(way, at, place) && mayGrow(way, place)) best = { place, at, cost: longer };
    }
  });
  return best;
}

function middleOf(space: SongSpace, way: readonly number[]): Float32Array {
  const to = pointOf(space, way[way.length - 1]);
  return pointOf(space, way[0]).map((value, i) => (value + to[i]) / 2);
}
