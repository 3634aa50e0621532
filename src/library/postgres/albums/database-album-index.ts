/** Album index answered by queries, for one revision of the list. */
import { type RawBuilder, sql } from 'kysely';
import type {
  Album,
  AlbumIndex,
  AlbumOrder,
  AlbumQuery,
  Artist,
  GenreCount,
  IndexedSongQuery,
  NameQuery,
  PageQuery,
  SongPlace,
} from '../../albums/album-index.ts';
import { isBelow } from '../../below.ts';
import type { Library } from '../../store/store.ts';
import { allOf, containing, type Sql } from '../list/conditions.ts';
import { Kept } from '../list/kept.ts';
import { CHANCE, CHANCES } from '../list/table.ts';
import { claimedGenres, genresCalled } from './genre-names.ts';
import { ALBUM_NAMES } from './tables.ts';

const [ALBUM, ARTIST] = ['al', 'ar'] as const;
const MAX_FOLDERS = 64;
const ARTIST_ROW = sql`r.artist, r.name, r.own + r.guest as albums`;
const ALBUM_ROW = sql`a.album, a.name, a.songs as "songCount", a.seconds, a.first, l.added_at as added, a.year, a.genres[1] as genre,
  a.album_by as artist, r.name as "artistName"`;
/** Keys of each order, the first of which an index has. */
const ORDERS: Readonly<Record<AlbumOrder, readonly RawBuilder<unknown>[]>> = {
  met: [sql`a.met`],
  chance: [sql`random()`],
  newest: [sql`a.newest`],
  name: [sql`left(a.name_key, 300)`, sql`a.met`],
  artist: [sql`left(a.by_key, 300)`, sql`left(a.name_key, 300)`, sql`a.met`],
  year: [sql`a.year`, sql`a.met`],
};

interface ArtistRow {
  readonly artist: Buffer;
  readonly name: string;
  readonly albums: number;
}

interface AlbumRow extends Pick<Album, 'name' | 'songCount' | 'seconds' | 'first'> {
  readonly album: Buffer;
  readonly artist: Buffer;
  readonly artistName: string;
  readonly added: number | null;
  readonly year: number | null;
  readonly genre: string | null;
}

export class DatabaseAlbumIndex implements AlbumIndex {
  readonly #library: Library;
  readonly #genres = new Kept<readonly GenreCount[]>(MAX_FOLDERS);

  constructor(library: Library) {
    this.#library = library;
  }

  async artist(id: string): Promise<Artist | undefined> {
    const { rows } = await sql<ArtistRow>`select ${ARTIST_ROW} from indexed_artists as r
      where artist = ${bytesOf(ARTIST, id)}`.execute(this.#library);
    return rows.map(artistOf)[0];
  }

  async album(id: string): Promise<Album | undefined> {
    return (await this.#albums([sql`a.album = ${bytesOf(ALBUM, id)}`], sql`a.met`))[0];
  }

  async artists({ words = [], folder, ...asked }: NameQuery): Promise<readonly Artist[]> {
    const here = sql<boolean>`exists (select from indexed_albums as a where a.album_by = r.artist and ${isIn(folder)})`;
    const where = [
      sql<boolean>`own > 0`,
      ...words.map((word) => containing(sql`r.name_key`, word)),
      ...(folder === undefined ? [] : [here]),
    ];
    const { rows } = await sql<ArtistRow>`select ${ARTIST_ROW} from indexed_artists as r where ${allOf(where)}
      order by left(name_key, 300), artist ${pageOf(asked)}`.execute(this.#library);
    return rows.map(artistOf);
  }

  async albums({ words = [], genre, years, folder, order, descending, ...asked }: AlbumQuery) {
    const where = [
      ...words.map((word) => containing(sql`${sql.raw(ALBUM_NAMES)}`, word)),
      ...(folder === undefined ? [] : [isIn(folder)]),
      ...(years ? [sql<boolean>`a.year between ${years[0]} and ${years[1]}`] : []),
    ];
    if (genre !== undefined) {
      const { names: called } = await genresCalled(this.#library, genre);
      where.push(sql`a.genres && ${called}::text[]`);
    }
    const direction = sql.raw(descending ? 'desc' : 'asc');
    return this.#albums(where, sql.join(ORDERS[order].map((key) => sql`${key} ${direction}`)), pageOf(asked));
  }

  async albumsOf(id: string): Promise<readonly Album[]> {
    const artist = bytesOf(ARTIST, id);
    const guest = sql<boolean>`a.album in (select album from indexed_songs where artist = ${artist} and artist <> album_by)`;
    const own = await this.#albums([sql`a.album_by = ${artist}`], sql`a.met`);
    // As they were met with the artist on them.
    const met = sql`(select min(song_id) from indexed_songs as s where s.album = a.album and s.artist = ${artist})`;
    return [...own, ...(await this.#albums([guest], met))];
  }

  async songsOn(albums: readonly string[], most?: number): Promise<readonly number[]> {
    const wanted = albums.map((id) => bytesOf(ALBUM, id));
    const { rows } = await sql<{ id: number }>`select song_id as id from indexed_songs
      where album = any(${wanted}::bytea[])
      order by array_position(${wanted}::bytea[], album), song_id ${pageOf({ limit: most })}`.execute(
      this.#library,
    );
    return rows.map(({ id }) => id);
  }

  async songsBy(artist: string, most: number): Promise<readonly number[]> {
    const { rows } = await sql<{ id: number }>`select song_id as id from indexed_songs
      where artist = ${bytesOf(ARTIST, artist)} order by song_id limit ${most}`.execute(this.#library);
    return rows.map(({ id }) => id);
  }

  async songs({
    byChance,
    words = [],
    genre,
    years,
    folder,
    ...asked
  }: IndexedSongQuery): Promise<readonly number[]> {
    const where: Sql[] = [
      sql`copy = 0`,
      ...words.map((word) => containing(sql`search`, word)),
      ...(folder === undefined ? [] : [isBelow([folder], 'path')]),
      ...(years ? [sql<boolean>`year between ${years[0]} and ${years[1]}`] : []),
    ];
    if (genre !== undefined) {
      const { genres } = await genresCalled(this.#library, genre);
      where.push(sql`genre = any(${genres}::text[]) and not unsure and not outside`);
    }
    return byChance ? this.#drawn(allOf(where), asked) : this.#inOrder(allOf(where), asked);
  }

  genres(folder: string | undefined): Promise<readonly GenreCount[]> {
    return this.#genres.get(folder ?? '', () => this.#countGenres(folder));
  }

  async places(songs: readonly number[]): Promise<ReadonlyMap<number, SongPlace>> {
    const { rows } = await sql<AlbumRow & { id: number; player: Buffer; playerName: string }>`
      select s.song_id as id, a.album, a.name, a.album_by as artist, r.name as "artistName",
        s.artist as player, p.name as "playerName"
      from indexed_songs as s join indexed_albums as a on a.album = s.album
        join indexed_artists as r on r.artist = s.album_by join indexed_artists as p on p.artist = s.artist
      where s.song_id = any(${songs}::bigint[])`.execute(this.#library);
    return new Map(
      rows.map(({ id, album, name, artist, artistName, player, playerName }) => [
        id,
        {
          album: { id: idOf(ALBUM, album), name, artist: { id: idOf(ARTIST, artist), name: artistName } },
          artist: { id: idOf(ARTIST, player), name: playerName },
        },
      ]),
    );
  }

  async #countGenres(folder: string | undefined): Promise<readonly GenreCount[]> {
    const songs =
      folder === undefined
        ? sql`select genre, sum(songs)::bigint as songs from listed_counts
            where songs > 0 and not unsure and not outside group by genre`
        : sql`select genre, count(*) as songs from listed_songs
            where copy = 0 and not unsure and not outside and ${isBelow([folder], 'path')} group by genre`;
    const { rows } = await sql<{ genre: string; songs: number }>`${songs}`.execute(this.#library);
    const { rows: albums } = await sql<{ name: string; albums: number }>`
      select called as name, count(*) as albums from indexed_albums as a, unnest(genres) as called
      where ${folder === undefined ? sql`true` : isIn(folder)} group by called`.execute(this.#library);
    const called = await claimedGenres(this.#library);
    const counts = new Map<string, number>();
    for (const { genre, songs: some } of rows) {
      const name = called.get(genre) ?? genre;
      counts.set(name, some + (counts.get(name) ?? 0));
    }
    const albumsOf = new Map(albums.map((each) => [each.name, each.albums]));
    return [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, some]) => ({ name, songs: some, albums: albumsOf.get(name) ?? 0 }));
  }

  async #albums(where: readonly Sql[], order: RawBuilder<unknown>, page = sql``): Promise<Album[]> {
    const found = sql`select a.*, row_number() over () as place from (
      select * from indexed_albums as a where ${allOf(where)} order by ${order} ${page}) as a`;
    const { rows } = await sql<AlbumRow>`select ${ALBUM_ROW} from (${found}) as a
      join indexed_artists as r on r.artist = a.album_by
      left join listed_songs as l on l.song_id = a.first and l.copy = 0 order by a.place`.execute(
      this.#library,
    );
    return rows.map(albumOf);
  }

  async #inOrder(where: Sql, asked: PageQuery): Promise<readonly number[]> {
    const { rows } = await sql<{ id: number }>`select song_id as id from listed_songs where ${where}
      order by song_id ${pageOf(asked)}`.execute(this.#library);
    return rows.map(({ id }) => id);
  }

  /** Songs from one place in an order by chance on, around its end. */
  async #drawn(where: Sql, { limit = 0 }: PageQuery): Promise<readonly number[]> {
    const from = Math.floor(CHANCES * Math.random());
    const found: number[] = [];
    for (const side of [sql.raw(`${CHANCE} >= ${from}`), sql.raw(`${CHANCE} < ${from}`)]) {
      if (found.length >= limit) break;
      const { rows } = await sql<{
        id: number;
      }>`select song_id as id from listed_songs where ${where} and ${side}
        order by ${sql.raw(CHANCE)}, song_id limit ${limit - found.length}`.execute(this.#library);
      found.push(...rows.map(({ id }) => id));
    }
    return found;
  }
}

/** Condition that a song of the album lies below a folder. */
function isIn(folder: string | undefined): Sql {
  return sql`exists (select from indexed_songs as s join listed_songs as l on l.song_id = s.song_id and l.copy = 0
    where s.album = a.album and ${isBelow(folder === undefined ? undefined : [folder], 'l.path')})`;
}

function pageOf({ offset = 0, limit }: PageQuery): RawBuilder<unknown> {
  return limit === undefined ? sql`offset ${offset}` : sql`offset ${offset} limit ${limit}`;
}

function artistOf({ artist, name, albums }: ArtistRow): Artist {
  return { id: idOf(ARTIST, artist), name, albumCount: albums };
}

function albumOf({ album, artist, artistName, added, year, genre, ...facts }: AlbumRow): Album {
  return {
    ...facts,
    id: idOf(ALBUM, album),
    artist: { id: idOf(ARTIST, artist), name: artistName },
    addedAt: added === null ? null : new Date(added).toISOString(),
    year: year ?? undefined,
    genre: genre ?? undefined,
  };
}

function idOf(kind: string, bytes: Buffer): string {
  return `${kind}-${bytes.toString('hex')}`;
}

/** Bytes of an id; none of another kind's. */
function bytesOf(kind: string, id: string): Buffer {
  return Buffer.from(id.startsWith(`${kind}-`) ? id.slice(kind.length + 1) : '', 'hex');
}
