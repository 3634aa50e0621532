/** Songs of the library, one by one, in pages, on the map. */
import type { Prediction } from '../../../src/classify/prediction.ts';
import type {
  CopyPage,
  LibrarySong,
  LibrarySongDetail,
  LibrarySummary,
  SimilarSongs,
  SongMap,
  SongPage,
} from '../../../src/server/library-schema.ts';
import { BASE, get, request } from './client.ts';

/** Numbers of songs that one request may name. */
const MAX_IDS = 400;

export function getSummary(signal?: AbortSignal): Promise<LibrarySummary> {
  return get('', signal);
}

/** @param query as `requestOf` writes it. */
export function getSongs(query: string, offset: number, limit: number, signal?: AbortSignal) {
  const paging = new URLSearchParams({ offset: String(offset), limit: String(limit) });
  return get<SongPage>(`/songs?${query}${query && '&'}${paging}`, signal);
}

/** Fetches songs in the order of `ids`; songs that are gone are left out. */
export async function getSongsById(ids: readonly number[], signal?: AbortSignal): Promise<LibrarySong[]> {
  const found = new Map<number, LibrarySong>();
  for (let from = 0; from < ids.length; from += MAX_IDS) {
    const some = ids.slice(from, from + MAX_IDS);
    const { songs } = await getSongs(`ids=${some.join(',')}`, 0, MAX_IDS, signal);
    for (const song of songs) found.set(song.id, song);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Song of the library with the file's content hash; undefined if it has none. */
export async function getSongByHash(hash: string): Promise<LibrarySong | undefined> {
  return (await getSongs(`hash=${hash}`, 0, 1)).songs[0];
}

export function getCopies(offset: number, signal?: AbortSignal): Promise<CopyPage> {
  return get(`/copies?offset=${offset}&limit=50`, signal);
}

export function getSong(id: number, signal?: AbortSignal): Promise<LibrarySongDetail> {
  return get(`/songs/${id}`, signal);
}

export function getSimilar(id: number, limit: number, signal?: AbortSignal): Promise<SimilarSongs> {
  return get(`/songs/${id}/similar?limit=${limit}`, signal);
}

/** @param query as `queryOf` of the wishes writes it. */
export function getWished(query: string, signal?: AbortSignal): Promise<SimilarSongs> {
  return get(`/wishes?${query}`, signal);
}

/** Genre timeline of a song, computed on demand. */
export function getGenreTimeline(id: number): Promise<Prediction> {
  return get(`/songs/${id}/course`);
}

export function audioAddress(id: number): string {
  return `${BASE}/songs/${id}/audio`;
}

export function coverAddress(id: number): string {
  return `${BASE}/songs/${id}/cover`;
}

export function exportAddress(format: 'csv' | 'jsonl' | 'parquet'): string {
  return `${BASE}/export?format=${format}`;
}

/** The sound of a song as a file, named as it is in the library. */
export async function getAudio({ id, file }: LibrarySong, signal?: AbortSignal): Promise<File> {
  const blob = await (await request(`/songs/${id}/audio`, { signal })).blob();
  return new File([blob], file.name.split('/').at(-1) ?? file.name, { type: blob.type });
}

export function getMap(signal?: AbortSignal): Promise<SongMap> {
  return get('/map', signal);
}
