/** Reads what the library knows, in the words of its users. */

import type { Recording } from '../analysis/duplicates.ts';
import type { RankedGenre } from '../classify/prediction.ts';
import type { Library } from './store.ts';

/** A song that was heard and is there. */
export interface Song {
  readonly id: number;
  /** The first of its files, in order of name. */
  readonly path: string;
  readonly contentHash: string;
  readonly durationSeconds: number;
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly albumArtist: string | null;
  readonly year: number | null;
  readonly track: number | null;
  readonly taggedGenres: readonly string[];
  readonly hasCover: boolean;
  readonly genre: string;
  readonly confidence: number;
  readonly unsure: boolean;
  /** None of the model's genres: `genre` is the nearest of them, and not to be shown. */
  readonly outside: boolean;
  readonly ranking: readonly RankedGenre[];
  readonly model: { readonly name: string; readonly version: string };
  readonly beatsPerMinute: number;
}

/** Whole songs, in the order asked for; without those that are no longer there. At most some hundreds at once. */
export async function songsOf(
  library: Library,
  wanted: readonly { readonly id: number; readonly path: string }[],
): Promise<Song[]> {
  if (wanted.length === 0) return [];
  const ids = wanted.map(({ id }) => id);
  const rows = await heardSongs(library).where('songs.id', 'in', ids).execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return wanted.flatMap(({ id, path }) => {
    const row = found.get(id);
    return row ? [songOf({ ...row, path })] : [];
  });
}

/** Content hash and fingerprint of a song, or undefined where it is gone. */
export async function recordingOf(library: Library, id: number): Promise<Recording | undefined> {
  const [recording] = await recordingsOf(library, [id]);
  return recording;
}

/** As `recordingOf`, of some hundreds of songs, in any order. */
export async function recordingsOf(
  library: Library,
  ids: readonly number[],
): Promise<(Recording & { readonly id: number })[]> {
  const rows = await library
    .selectFrom('songs')
    .select(['id', 'content_hash', 'fingerprint'])
    .where('id', 'in', ids)
    .where('fingerprint', 'is not', null)
    .execute();
  return rows.map(({ id, content_hash: contentHash, fingerprint }) => {
    return { id, contentHash, bits: new Uint32Array(copyOf(fingerprint!)) };
  });
}

function heardSongs(library: Library) {
  return library
    .selectFrom('songs')
    .innerJoin('files', 'files.content_hash', 'songs.content_hash')
    .selectAll('songs')
    .select(({ fn }) => fn.min('files.path').as('path'))
    .where('songs.vector', 'is not', null)
    .groupBy('songs.id')
    .orderBy('path');
}

type HeardRow = Awaited<ReturnType<ReturnType<typeof heardSongs>['execute']>>[number];

function songOf(row: HeardRow): Song {
  return {
    id: row.id,
    path: row.path,
    contentHash: row.content_hash,
    durationSeconds: row.duration_seconds!,
    title: row.title,
    artist: row.artist,
    album: row.album,
    albumArtist: row.album_artist,
    year: row.year,
    track: row.track,
    taggedGenres: JSON.parse(row.tagged_genres!),
    hasCover: row.has_cover === 1,
    genre: row.genre!,
    confidence: row.confidence!,
    unsure: row.unsure === 1,
    outside: row.outside === 1,
    ranking: JSON.parse(row.ranking!),
    model: { name: row.model_name!, version: row.model_version! },
    beatsPerMinute: row.tempo!,
  };
}

/** Aligned, whatever the driver lends. */
function copyOf(blob: Uint8Array): ArrayBuffer {
  return new Uint8Array(blob).buffer;
}
