/** Sending of playlists to a server: created there, kept equal to the library's, never deleted. */
import { Type } from 'typebox';
import { TonearmError } from '../errors.ts';
import { StateFile, TEXTS_BY_NAME } from '../jobs/state-file.ts';
import type { MediaServer } from './media-server.ts';
import type { SongMap } from './song-map.ts';

export interface SentPlaylist {
  /** Id in the library. */
  readonly id: number;
  readonly title: string;
  /** Ids of songs. */
  readonly songs: readonly number[];
}

export interface Sending {
  readonly title: string;
  readonly outcome: 'made' | 'changed' | 'as it was' | 'deleted there' | 'empty';
  readonly sent: number;
  /** Number of songs that the server does not have. */
  readonly missing: number;
}

/** Ids of a server's playlists, by the server's address and the library's playlist. */
const Known = Type.Record(Type.String(), TEXTS_BY_NAME);
const LOSS = 'playlists are then made anew on the server';

/**
 * Sends playlists, one after another. Their ids on the server are kept in a file: others of the same title
 * are never touched, and one that was deleted on the server is not created again.
 * @param memory names the file
 * @throws source-failed, timed-out; what was sent before is remembered.
 */
export async function sendPlaylists(
  server: MediaServer,
  map: SongMap,
  playlists: readonly SentPlaylist[],
  memory: string,
): Promise<Sending[]> {
  const file = new StateFile(memory, Known, LOSS);
  const known = await file.read();
  const ours = known[server.name] ?? {};
  const there = new Set((await server.playlists()).map(({ id }) => id));
  const sendings: Sending[] = [];
  for (const playlist of playlists) {
    const items = playlist.songs.flatMap((song) => map.ofSong(song)?.item.id ?? []);
    const outcome = await sendOne(server, playlist.title, items, ours[playlist.id], there, async (id) => {
      ours[playlist.id] = id;
      await file.write({ ...known, [server.name]: ours });
    });
    sendings.push({
      title: playlist.title,
      outcome,
      sent: items.length,
      missing: playlist.songs.length - items.length,
    });
  }
  return sendings;
}

async function sendOne(
  server: MediaServer,
  title: string,
  items: readonly string[],
  id: string | undefined,
  there: ReadonlySet<string>,
  remember: (id: string) => Promise<void>,
): Promise<Sending['outcome']> {
  // A list that came out empty is more likely a fault than a wish.
  if (items.length === 0) return 'empty';
  if (id === undefined) {
    const made = await server.createPlaylist(title, items);
    await remember(made);
    await checkTaken(server, made, title, items);
    return 'made';
  }
  if (!there.has(id)) return 'deleted there';
  if (isSame(await server.playlistItems(id), items)) return 'as it was';
  await server.replacePlaylist(id, title, items);
  await checkTaken(server, id, title, items);
  return 'changed';
}

/** @throws source-failed where a server says yes and does something else. */
async function checkTaken(
  server: MediaServer,
  id: string,
  title: string,
  items: readonly string[],
): Promise<void> {
  const taken = await server.playlistItems(id);
  if (isSame(taken, items)) return;
  throw new TonearmError(
    'source-failed',
    `${server.name} took ${taken.length} of the ${items.length} songs of ${JSON.stringify(title)}. Look at the playlist there, and send it again.`,
  );
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
