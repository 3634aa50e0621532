/** Order of play: the current track, those before and those after. Pure. */

export type Repeat = 'off' | 'all' | 'one';

/** Next repeat mode on a press. */
export const REPEAT_AFTER: Readonly<Record<Repeat, Repeat>> = { off: 'all', all: 'one', one: 'off' };

export interface PlayOrder<T> {
  readonly tracks: readonly T[];
  /** Index of the current track. */
  readonly at: number;
  /** The tracks as they were before they were shuffled; undefined where they are not. */
  readonly unshuffled: readonly T[] | undefined;
}

/** Plays these from one of them on, in their order or, but for that one, in any. */
export function orderFrom<T>(
  tracks: readonly T[],
  at: number,
  shuffled: boolean,
  random: () => number,
): PlayOrder<T> {
  const order = { tracks, at, unshuffled: undefined };
  return shuffled
    ? shuffle({ ...order, tracks: [tracks[at]!, ...without(tracks, at)], at: 0 }, tracks, random)
    : order;
}

/** Puts what comes after the current one into any order. */
export function shuffle<T>(
  { tracks, at }: PlayOrder<T>,
  unshuffled: readonly T[],
  random: () => number,
): PlayOrder<T> {
  const rest = tracks.slice(at + 1);
  for (let i = rest.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [rest[i], rest[j]] = [rest[j]!, rest[i]!];
  }
  return { tracks: [...tracks.slice(0, at + 1), ...rest], at, unshuffled };
}

/** The tracks in their own order again, at the same one. */
export function unshuffle<T>(order: PlayOrder<T>): PlayOrder<T> {
  if (!order.unshuffled) return order;
  const at = order.unshuffled.indexOf(order.tracks[order.at]!);
  return { tracks: order.unshuffled, at: Math.max(0, at), unshuffled: undefined };
}

/** The place after the current one; undefined at the end, unless all is repeated. */
export function placeAfter({ tracks, at }: PlayOrder<unknown>, repeat: Repeat): number | undefined {
  if (at + 1 < tracks.length) return at + 1;
  return repeat === 'all' && tracks.length > 0 ? 0 : undefined;
}

/** The place before the current one; undefined at the beginning, unless all is repeated. */
export function placeBefore({ tracks, at }: PlayOrder<unknown>, repeat: Repeat): number | undefined {
  if (at > 0) return at - 1;
  return repeat === 'all' && tracks.length > 1 ? tracks.length - 1 : undefined;
}

/** Removes a track that is not the current one. */
export function withoutPlace<T>(order: PlayOrder<T>, place: number): PlayOrder<T> {
  const gone = order.tracks[place];
  return {
    tracks: without(order.tracks, place),
    at: place < order.at ? order.at - 1 : order.at,
    unshuffled: order.unshuffled?.filter((track) => track !== gone),
  };
}

/** Replaces every track by its current state. */
export function renewed<T>(order: PlayOrder<T>, renew: (track: T) => T): PlayOrder<T> {
  const known = new Map<T, T>();
  const of = (track: T) => {
    if (!known.has(track)) known.set(track, renew(track));
    return known.get(track)!;
  };
  return { tracks: order.tracks.map(of), at: order.at, unshuffled: order.unshuffled?.map(of) };
}

function without<T>(tracks: readonly T[], place: number): readonly T[] {
  return tracks.filter((_, i) => i !== place);
}
