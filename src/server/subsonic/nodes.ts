/** Songs, albums and artists as nodes of Subsonic. */
import { FORMATS } from '../../audio/formats.ts';
import type { Album, Artist } from '../../library/albums/album-index.ts';
import { byPlace } from '../../library/albums/index-songs.ts';
import { genreOf } from '../../library/albums/names.ts';
import type { Entry } from '../../library/songs/entry.ts';
import type { Library } from '../../library/store/store.ts';
import { namesOf } from '../../library/tagging/names.ts';
import { REFERENCE_LUFS } from '../../library/tagging/replay-gain.ts';
import type { Opened } from './call.ts';
import { songId } from './ids.ts';
import type { Node } from './xml.ts';

interface FileFacts {
  readonly size: number;
  readonly modifiedMs: number;
}

const AT_ONCE = 500;
const TYPES = new Map(
  Object.values(FORMATS).flatMap(({ extensions, mimeType }) =>
    extensions.map((name) => [name, mimeType] as const),
  ),
);

export async function songNodes({ library, albumIndex }: Opened, songs: readonly Entry[]): Promise<Node[]> {
  const facts = await factsOf(library.library, songs);
  const places = await albumIndex.places(songs.map(({ id }) => id));
  return songs.map((song) => {
    const { album, artist } = places.get(song.id) ?? {};
    const { size, modifiedMs } = facts.get(song.path) ?? { size: 0, modifiedMs: 0 };
    const { name } = library.nameOf(song.path);
    const suffix = /\.([^./]+)$/.exec(name)?.[1].toLowerCase() ?? '';
    const genre = genreOf(song);
    return {
      id: songId(song.id),
      parent: album?.id,
      isDir: false,
      title: song.name,
      album: album?.name,
      artist: song.artist ?? artist?.name,
      track: song.track ?? undefined,
      discNumber: song.disc ?? undefined,
      year: song.year ?? undefined,
      genre,
      coverArt: songId(song.id),
      size,
      contentType: TYPES.get(suffix) ?? 'application/octet-stream',
      suffix,
      duration: Math.round(song.durationSeconds),
      bitRate: song.durationSeconds > 0 ? Math.round((size * 8) / 1000 / song.durationSeconds) : undefined,
      path: name,
      isVideo: false,
      created: song.addedAt ?? dateOf(modifiedMs),
      albumId: album?.id,
      artistId: artist?.id,
      type: 'music',
      mediaType: 'song',
      bpm: (song.tempoConfidence ?? null) === null ? 0 : Math.round(song.beatsPerMinute),
      genres: genresOf(song).map((name) => ({ name })),
      artists: artist ? [{ id: artist.id, name: artist.name }] : [],
      displayArtist: song.artist ?? artist?.name ?? '',
      albumArtists: album ? [{ id: album.artist.id, name: album.artist.name }] : [],
      displayAlbumArtist: album?.artist.name ?? '',
      moods: song.mood === null ? [] : [song.mood],
      replayGain: song.loudnessLufs === null ? {} : { trackGain: round(REFERENCE_LUFS - song.loudnessLufs) },
    };
  });
}

export async function albumNodes({ library }: Opened, albums: readonly Album[]): Promise<Node[]> {
  const undated = albums.filter(({ addedAt }) => addedAt === null);
  const entries = await library.catalogue.entriesOf(undated.map(({ first }) => first));
  const firsts = new Map(entries.map((entry) => [entry.id, entry]));
  const facts = await factsOf(library.library, entries);
  return albums.map((album) => {
    const { id, name, artist, songCount, seconds, first, addedAt, year, genre } = album;
    return {
      id,
      name,
      artist: artist.name,
      artistId: artist.id,
      coverArt: id,
      songCount,
      duration: Math.round(seconds),
      created: addedAt ?? dateOf(facts.get(firsts.get(first)?.path ?? '')?.modifiedMs ?? 0),
      year,
      genre,
      genres: genre === undefined ? [] : [{ name: genre }],
      displayArtist: artist.name,
    };
  });
}

/** Album as a folder, for clients that browse folders. */
export function asFolder(album: Node): Node {
  return { ...album, parent: album.artistId, title: album.name, album: album.name, isDir: true };
}

export function artistNode({ id, name, albumCount }: Artist): Node {
  return { id, name, albumCount, coverArt: id };
}

/** Songs of an album, in order. */
export async function songsOnAlbum(
  { library, albumIndex }: Opened,
  album: string,
): Promise<readonly Entry[]> {
  return [...(await library.catalogue.entriesOf(await albumIndex.songsOn([album])))].sort(byPlace);
}

/** Claimed genres, the most probable first. */
function genresOf(song: Entry): string[] {
  if (song.unsure || song.outside) return [];
  return [...new Set([song.genre, ...song.genres].map((genre) => namesOf(genre)[0]))];
}

async function factsOf(library: Library, songs: readonly Entry[]): Promise<ReadonlyMap<string, FileFacts>> {
  const facts = new Map<string, FileFacts>();
  for (let from = 0; from < songs.length; from += AT_ONCE) {
    const paths = songs.slice(from, from + AT_ONCE).map(({ path }) => path);
    const rows = await library
      .selectFrom('files')
      .select(['path', 'size', 'modifiedMs'])
      .where('path', 'in', paths)
      .execute();
    for (const { path, ...about } of rows) facts.set(path, about);
  }
  return facts;
}

function dateOf(modifiedMs: number): string {
  return new Date(modifiedMs).toISOString();
}

function round(decibels: number): number {
  return Math.round(100 * decibels) / 100;
}
