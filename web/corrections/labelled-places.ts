/** Labelled songs that this browser analysed, by their place in the ear's space. */
import type { LabelledPlace } from '../../src/analysis/ear-neighbours.ts';
import type { HistoryEntry } from '../history/history-state.ts';
import { createStore } from '../shell/store.ts';

/** Store of labelled places, which changes only if one of them does. */
export const labelledPlaces = createStore<readonly LabelledPlace[]>([]);
let known = '[]';

export function updateLabelledPlaces(songs: readonly HistoryEntry[]): void {
  const places = placesOf(songs);
  const now = JSON.stringify(places);
  if (now === known) return;
  known = now;
  labelledPlaces.set(places);
}

/** Each file once, however often it was heard. */
export function placesOf(songs: readonly HistoryEntry[]): LabelledPlace[] {
  const places = new Map<string, LabelledPlace>();
  for (const { id, hash, place, label } of songs)
    if (place && label !== undefined) places.set(hash ?? String(id), { place, genre: label });
  return [...places.values()];
}
