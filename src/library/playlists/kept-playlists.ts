/** Playlists stored in the library: songs in an order, or a rule that makes them anew. */
import { TonearmError } from '../../errors.ts';
import type { Library } from '../store/store.ts';

export interface KeptPlaylist {
  readonly id: number;
  readonly title: string;
  /** Ids of the songs; of a rule, those of its last making. */
  readonly songs: readonly number[];
  /** Request for a playlist, as JSON; null: songs chosen by hand. */
  readonly rule: unknown;
  /** ISO 8601. */
  readonly changedAt: string;
}

export type PlaylistContent = Pick<KeptPlaylist, 'title' | 'songs' | 'rule'>;

const MAX_PLAYLISTS = 1000;

/** All playlists, by title. */
export async function keptPlaylists(library: Library): Promise<KeptPlaylist[]> {
  const rows = await library.selectFrom('playlists').selectAll().execute();
  return rows.map(playlistOf).sort((a, b) => a.title.localeCompare(b.title, 'en', { numeric: true }));
}

/** @throws not-found */
export async function keptPlaylist(library: Library, id: number): Promise<KeptPlaylist> {
  const row = await library.selectFrom('playlists').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? playlistOf(row) : refuse();
}

/** @throws bad-request where there are too many */
export async function keepPlaylist(library: Library, content: PlaylistContent): Promise<KeptPlaylist> {
  const { count } = await library
    .selectFrom('playlists')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (count >= MAX_PLAYLISTS) {
    throw new TonearmError(
      'bad-request',
      `There are ${MAX_PLAYLISTS} playlists already. Delete one that is not needed any more.`,
    );
  }
  const row = await library
    .insertInto('playlists')
    .values(rowOf(content))
    .returningAll()
    .executeTakeFirstOrThrow();
  return playlistOf(row);
}

/** @throws not-found */
export async function changePlaylist(
  library: Library,
  id: number,
  content: PlaylistContent,
): Promise<KeptPlaylist> {
  const row = await library
    .updateTable('playlists')
    .set(rowOf(content))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row ? playlistOf(row) : refuse();
}

/** @throws not-found */
export async function deletePlaylist(library: Library, id: number): Promise<void> {
  const { numDeletedRows } = await library.deleteFrom('playlists').where('id', '=', id).executeTakeFirst();
  if (Number(numDeletedRows) === 0) refuse();
}

function rowOf({ title, songs, rule }: PlaylistContent) {
  return {
    title,
    songs: JSON.stringify(songs),
    rule: rule === null ? null : JSON.stringify(rule),
    changedAt: new Date().toISOString(),
  };
}

function playlistOf(row: {
  id: number;
  title: string;
  songs: string;
  rule: string | null;
  changedAt: string;
}): KeptPlaylist {
  const { songs, rule, ...rest } = row;
  return { ...rest, songs: JSON.parse(songs), rule: rule === null ? null : JSON.parse(rule) };
}

function refuse(): never {
  throw new TonearmError('not-found', 'This playlist is gone: somebody deleted it.');
}
