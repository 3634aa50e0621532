/** Persistence of the player's tracks over a reload, as far as they have an address; playing waits for a press. */
import type { Player } from './player.ts';
import type { Track } from './track.ts';

const KEPT_AS = 'tonearm-playing';
/** Maximum number of stored tracks, around the current one: a tab's store is small. */
const MAX_TRACKS = 500;

interface Kept {
  readonly tracks: readonly Track[];
  readonly at: number;
  readonly seconds: number;
}

/** Puts back what was, then keeps what comes. Where the browser gives no room, nothing is kept. */
export function keepTracks(player: Player): void {
  const kept = read();
  if (kept) player.restore(kept.tracks, kept.at, kept.seconds);
  addEventListener('pagehide', () => write(keptOf(player)));
}

function keptOf(player: Player): Kept | undefined {
  const { tracks: all, at, track } = player.state.get();
  if (typeof track?.source !== 'string') return undefined;
  const from = Math.max(0, at - MAX_TRACKS / 2);
  const some = all.slice(from, from + MAX_TRACKS);
  const addressed = some.filter(({ source }) => typeof source === 'string');
  // Courses are asked for again: a few hundred would fill the store.
  const tracks = addressed.map(({ prediction: _, ...rest }) => rest);
  return { tracks, at: addressed.indexOf(track), seconds: player.position.get() };
}

function read(): Kept | undefined {
  try {
    const kept: Kept = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '');
    return Array.isArray(kept.tracks) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function write(kept: Kept | undefined): void {
  try {
    if (kept) sessionStorage.setItem(KEPT_AS, JSON.stringify(kept));
    else sessionStorage.removeItem(KEPT_AS);
  } catch {
    // Full, or refused by the browser.
  }
}
