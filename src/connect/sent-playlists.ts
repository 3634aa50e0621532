/** Playlists of the library on a server: made there, kept as they are here, never deleted. */
import { readFile } from 'node:fs/promises';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { TonearmError } from '../errors.ts';
import { writeWhole } from '../jobs/write-whole.ts';
import type { MediaServer } from './media-server.ts';
import type { SongMap } from './song-map.ts';

export interface SentPlaylist {
  /** Number in the library. */
  readonly id: number;
  readonly title: string;
  /** Numbers of songs. */
  readonly songs: readonly number[];
}

export interface Sending {
  readonly title: string;
  readonly outcome: 'made' | 'changed' | 'as it was' | 'deleted there' | 'empty';
  readonly sent: number;
  /** Songs that the server does not have. */
  readonly missing: number;
}

/** By the address of a server: which of its playlists a playlist of the library is. */
type Known = Record<string, Record<string, string>>;
const KnownSchema = Type.Record(Type.String(), Type.Record(Type.String(), Type.String()));

/**
 * Sends playlists, one after another. Which of the server's they are is kept in a file: others of the same title are
 * never touched, and one that was deleted on the server is not made again.
 * @throws source-failed, timed-out; what was sent before is remembered.
 */
export async function sendPlaylists(
  server: MediaServer,
  map: SongMap,
  playlists: readonly SentPlaylist[],
  memory: string,
): Promise<Sending[]> {
  const known = await readKnown(memory);
  const ours = known[server.name] ?? {};
  const there = new Set((await server.playlists()).map(({ id }) => id));
  const sendings: Sending[] = [];
  for (const playlist of playlists) {
    const items = playlist.songs.flatMap((song) => map.ofSong(song)?.item.id ?? []);
    const outcome = await sendOne(server, playlist.title, items, ours[playlist.id], there, async (id) => {
      ours[playlist.id] = id;
      await writeWhole(memory, Buffer.from(JSON.stringify({ ...known, [server.name]: ours }, null, 2)));
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

async function readKnown(path: string): Promise<Known> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const known: unknown = parsed(text);
  if (Value.Check(KnownSchema, known)) return known;
  throw new TonearmError(
    'bad-request',
    `${path} should say which playlists were sent, and cannot be read. Move it away: playlists are then made anew on the server.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
