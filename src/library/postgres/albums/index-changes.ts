/** Brings the album index in step with the list, some songs at a time, one process at a time. */
import { type RawBuilder, sql, type Transaction } from 'kysely';
import { MAX_TRACK } from '../../albums/index-songs.ts';
import { DIGEST_BYTES, UNKNOWN_ALBUM, UNKNOWN_ARTIST, VARIOUS } from '../../albums/names.ts';
import { fold } from '../../fold.ts';
import type { Tables } from '../../store/schema.ts';
import type { Library } from '../../store/store.ts';
import { nameOfGenre } from './genre-names.ts';
import { indexNames, makeIndexTables } from './tables.ts';

type Work = Transaction<Tables>;

const CHUNK = 100_000;
const MANY = 1000;
const CHANGED = ['indexed_songs', 'changed_albums', 'changed_artists'];
const UNKNOWN_BY = sql.lit(fold(UNKNOWN_ARTIST));
const VARIOUS_BY = sql.lit(fold(VARIOUS));
const NO_ALBUM = sql.lit(fold(UNKNOWN_ALBUM));
/** Folder of a row `l` of the list. */
const FOLDER = sql`regexp_replace(l.path, '[/\\\\][^/\\\\]*$', '')`;
const FOLDER_ALBUM = sql`case when l.album_artist is null and l.album is not null
  then ${digest(sql`${FOLDER} || chr(10) || l.album`)} end`;
/** Order of songs on an album. */
const PLACE = sql`coalesce(l.disc, 1), ${FOLDER} collate "C", coalesce(l.track, ${sql.lit(MAX_TRACK)}), l.path`;

export async function indexChanges(library: Library): Promise<void> {
  while (await indexSome(library));
  await indexNames(library);
}

/** False where nothing is left. */
function indexSome(library: Library): Promise<boolean> {
  return library.transaction().execute(async (work) => {
    await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 6)`.execute(work);
    await makeIndexTables(work);
    await sql`create temp table moved on commit drop as
      select song_id, revision from song_changes
      where revision > (select revision from indexed_state) and revision <= (select revision from listed_state)
      order by revision limit ${sql.lit(CHUNK)}`.execute(work);
    const { rows } = await sql<{ songs: number; last: number }>`
      select count(*) as songs, max(revision) as last from moved`.execute(work);
    const [{ songs, last }] = rows;
    if (songs === 0) return false;
    await takeFolders(work);
    await moveSongs(work);
    // What is told of a table that has just been filled matters for how the next steps are done.
    if (songs > MANY) for (const table of CHANGED) await sql`analyze ${sql.table(table)}`.execute(work);
    await countAlbums(work, await nameOfGenre(work));
    if (songs > MANY) await sql`analyze indexed_albums`.execute(work);
    await countArtists(work);
    await sql`update indexed_state set revision = ${last}`.execute(work);
    return songs === CHUNK;
  });
}

/** Whether an album is of several artists is a question of all its songs in a folder. */
async function takeFolders(work: Work): Promise<void> {
  await sql`create unique index on moved (song_id)`.execute(work);
  await sql`analyze moved`.execute(work);
  await sql`insert into moved
    select song_id from indexed_songs where folder_album in (
      select folder_album from indexed_songs join moved using (song_id) where folder_album is not null
      union
      select ${FOLDER_ALBUM} from listed_songs as l join moved using (song_id)
      where copy = 0 and l.album_artist is null and l.album is not null
    ) on conflict do nothing`.execute(work);
}

/** Also notes in `changed` which albums and artists that is about, before and after. */
async function moveSongs(work: Work): Promise<void> {
  await sql`create temp table changed on commit drop as
    select album, album_by, artist from indexed_songs join moved using (song_id)`.execute(work);
  await sql`delete from indexed_songs where song_id in (select song_id from moved)`.execute(work);
  await sql`with fresh as (
      select l.song_id, l.album, l.artist, l.album_artist, ${FOLDER_ALBUM} as folder_album
      from listed_songs as l join moved using (song_id) where copy = 0
    ), mixed as (
      select folder_album from fresh where folder_album is not null group by folder_album
      having min(coalesce(artist, '')) <> max(coalesce(artist, ''))
    ), named as (
      select fresh.*, mixed.folder_album is not null as is_mixed, coalesce(album_artist,
        case when mixed.folder_album is not null then ${VARIOUS_BY} else coalesce(artist, ${UNKNOWN_BY}) end) as by
      from fresh left join mixed using (folder_album)
    ), came as (
      insert into indexed_songs (song_id, album, album_by, artist, folder_album, is_mixed)
      select song_id, ${digest(sql`by || chr(10) || coalesce(album, ${NO_ALBUM})`)}, ${digest(sql`by`)},
        ${digest(sql`coalesce(artist, by)`)}, folder_album, is_mixed
      from named returning *
    )
    insert into changed select album, album_by, artist from came`.execute(work);
  await sql`create temp table changed_albums on commit drop as select distinct album from changed`.execute(
    work,
  );
  await sql`create temp table changed_artists on commit drop as
    select album_by as artist from changed union select artist from changed`.execute(work);
}

/** @param genreName what SQL makes of a genre */
async function countAlbums(work: Work, genreName: (genre: RawBuilder<unknown>) => RawBuilder<unknown>) {
  await sql`delete from indexed_albums where album in (select album from changed_albums)`.execute(work);
  await sql`with there as materialized (
      select s.album, s.song_id, l.duration_seconds, l.year,
        case when not unsure and not outside then ${genreName(sql`l.genre`)} end as claimed,
        row_number() over (partition by s.album order by ${PLACE}) as place
      from changed_albums join indexed_songs as s using (album)
        join listed_songs as l on l.song_id = s.song_id and l.copy = 0
    ), counted as (
      select album, claimed, count(*) as songs, min(song_id) as met from there
      where claimed is not null group by album, claimed
    ), claims as (
      select album, array_agg(claimed order by songs desc, met) as genres from counted group by album
    ), summed as (
      select album, count(*) as songs, sum(duration_seconds) as seconds,
        min(song_id) as met, max(song_id) as newest, min(song_id) filter (where place = 1) as first,
        min(place) filter (where year is not null) as dated
      from there group by album
    )
    insert into indexed_albums (album, album_by, name, name_key, by_key, songs, seconds, first, year, met, newest, genres)
    select summed.album, m.album_by, coalesce(n.album, ${sql.lit(UNKNOWN_ALBUM)}),
      coalesce(l.album, ${NO_ALBUM}), ${byOf('l', sql`m.is_mixed`, VARIOUS_BY, UNKNOWN_BY)},
      summed.songs, seconds, first, dates.year, met, newest, coalesce(claims.genres, '{}')
    from summed left join claims using (album)
      join indexed_songs as m on m.song_id = met join songs as n on n.id = met
      join listed_songs as l on l.song_id = met and l.copy = 0
      left join there as dates on dates.album = summed.album and dates.place = summed.dated`.execute(work);
}

async function countArtists(work: Work): Promise<void> {
  await sql`delete from indexed_artists where artist in (select artist from changed_artists)`.execute(work);
  const [various, unknown] = [sql.lit(VARIOUS), sql.lit(UNKNOWN_ARTIST)];
  await sql`with counted as (
      select artist, (select count(*) from indexed_albums where album_by = artist) as own,
        (select count(distinct album) from indexed_songs as s
          where s.artist = changed_artists.artist and s.artist <> s.album_by) as guest,
        least((select min(met) from indexed_albums where album_by = artist),
          (select min(song_id) from indexed_songs as s where s.artist = changed_artists.artist)) as met
      from changed_artists
    )
    insert into indexed_artists (artist, name, name_key, own, guest)
    select counted.artist,
      case when m.album_by = counted.artist then ${byOf('n', sql`m.is_mixed`, various, unknown)}
        else coalesce(n.artist, ${byOf('n', sql`m.is_mixed`, various, unknown)}) end,
      case when m.album_by = counted.artist then ${byOf('l', sql`m.is_mixed`, VARIOUS_BY, UNKNOWN_BY)}
        else coalesce(l.artist, ${byOf('l', sql`m.is_mixed`, VARIOUS_BY, UNKNOWN_BY)}) end,
      own, guest
    from counted join indexed_songs as m on m.song_id = met join songs as n on n.id = met
      join listed_songs as l on l.song_id = met and l.copy = 0`.execute(work);
}

/** Name of whose album the song of a row is on. */
function byOf(
  row: string,
  isMixed: RawBuilder<unknown>,
  various: RawBuilder<unknown>,
  unknown: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const [albumArtist, artist] = [sql.ref(`${row}.album_artist`), sql.ref(`${row}.artist`)];
  return sql`coalesce(${albumArtist}, case when ${isMixed} then ${various} else coalesce(${artist}, ${unknown}) end)`;
}

/** Bytes of an id. */
function digest(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`substring(sha256(convert_to(${text}, 'UTF8')) for ${sql.lit(DIGEST_BYTES)})`;
}
