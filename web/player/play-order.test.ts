import { describe, expect, test } from 'vitest';
import {
  orderFrom,
  placeAfter,
  placeBefore,
  renewed,
  shuffle,
  unshuffle,
  withoutPlace,
} from './play-order.ts';

const TRACKS = ['a', 'b', 'c', 'd', 'e'];
/** Random sources that choose the last allowed index, so that nothing moves, or the first. */
const [last, first] = [() => 0.999, () => 0];
const plain = (at: number) => ({ tracks: TRACKS, at, unshuffled: undefined });

describe('the order in which songs play', () => {
  test('goes from the chosen song to the end, or round where all is repeated', () => {
    expect(placeAfter(plain(1), 'off')).toBe(2);
    expect(placeAfter(plain(4), 'off')).toBeUndefined();
    expect(placeAfter(plain(4), 'all')).toBe(0);
    expect(placeBefore(plain(1), 'off')).toBe(0);
    expect(placeBefore(plain(0), 'off')).toBeUndefined();
    expect(placeBefore(plain(0), 'all')).toBe(4);
  });

  test('is shuffled after the current song, and comes back as it was', () => {
    const mixed = shuffle(plain(1), TRACKS, first);
    expect(mixed.tracks.slice(0, 2)).toEqual(['a', 'b']);
    expect(mixed.tracks).not.toEqual(TRACKS);
    expect([...mixed.tracks].sort()).toEqual(TRACKS);
    expect(shuffle(plain(1), TRACKS, last).tracks).toEqual(TRACKS);
    expect(unshuffle({ ...mixed, at: 3 })).toEqual(plain(TRACKS.indexOf(mixed.tracks[3]!)));
    expect(unshuffle(plain(2))).toEqual(plain(2));
  });

  test('that begins shuffled begins with the chosen song and has all others', () => {
    const order = orderFrom(TRACKS, 2, true, first);
    expect(order.at).toBe(0);
    expect(order.tracks[0]).toBe('c');
    expect([...order.tracks].sort()).toEqual(TRACKS);
    expect(unshuffle(order)).toEqual(plain(2));
    expect(orderFrom(TRACKS, 2, false, first)).toEqual(plain(2));
  });

  test('keeps its place when a song is taken out, and forgets it in the old order too', () => {
    expect(withoutPlace(plain(3), 1)).toEqual({ tracks: ['a', 'c', 'd', 'e'], at: 2, unshuffled: undefined });
    expect(withoutPlace(plain(1), 3)).toEqual({ tracks: ['a', 'b', 'c', 'e'], at: 1, unshuffled: undefined });
    const mixed = withoutPlace(shuffle(plain(0), TRACKS, first), 1);
    expect(unshuffle(mixed).tracks).toHaveLength(4);
  });

  test('knows renewed songs in the old order too', () => {
    const mixed = renewed(shuffle(plain(0), TRACKS, first), (track) => track.toUpperCase());
    expect(mixed.tracks[0]).toBe('A');
    expect(unshuffle(mixed).tracks).toEqual(['A', 'B', 'C', 'D', 'E']);
  });
});
