/** Selection of songs, and the keyboard's row. Pure. */
import { createStore } from '../../shell/store.ts';

export interface Selection {
  readonly ids: ReadonlySet<number>;
  /** Row from which Shift extends. */
  readonly anchor: number;
}

const NOTHING: Selection = { ids: new Set(), anchor: 0 };

/** Chosen on any page of the library, used on others. */
export const selection = createStore<Selection>(NOTHING);

/** Selection of one song. */
export function only(id: number, row: number): Selection {
  return { ids: new Set([id]), anchor: row };
}

/** Adds a song, or takes it away. */
export function toggled({ ids }: Selection, id: number, row: number): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: row };
}

/** All of these in place of what was; the anchor stays for the next extension. */
export function extended({ anchor }: Selection, ids: readonly number[]): Selection {
  return { ids: new Set(ids), anchor };
}

export function clearSelection(): void {
  selection.set(NOTHING);
}
