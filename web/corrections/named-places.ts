/** Labelled songs that this browser analysed, by their place in the ear's space. */
import type { LabelledPlace } from '../../src/analysis/ear-neighbours.ts';
import type { HeardSong } from '../history/heard.ts';
import { createStore } from '../shell/store.ts';

/** Store of labelled places, which changes only if one of them does. */
export const named = createStore<readonly LabelledPlace[]>([]);
let known = '[]';

export function noteNamed(songs: readonly HeardSong[]): void {
  const places = namedPlaces(songs);
  const now = JSON.stringify(places);
  if (now === known) return;
  known = now;
  named.set(places);
}

/** Each file once, however often it was heard. */
export function namedPlaces(songs: readonly HeardSong[]): LabelledPlace[] {
  const places = new Map<string, LabelledPlace>();
  for (const { id, hash, place, said } of songs)
    if (place && said !== undefined) places.set(hash ?? String(id), { place, genre: said });
  return [...places.values()];
}
