/** Playlists, made and kept. */
import type {
  KeptPlaylist,
  KeptPlaylistRequest,
  KeptPlaylists,
  Playlist,
  PlaylistRequest,
} from '../../../src/server/library-schema.ts';
import { get, jsonRequest, request, send } from './client.ts';

export function makePlaylist(request: PlaylistRequest, signal?: AbortSignal): Promise<Playlist> {
  return send('POST', '/playlists', request, signal);
}

export function getKeptPlaylists(signal?: AbortSignal): Promise<KeptPlaylists> {
  return get('/kept-playlists', signal);
}

export function getKeptPlaylist(id: number): Promise<KeptPlaylist> {
  return get(`/kept-playlists/${id}`);
}

/** @param id of the one that it takes the place of; none: it is new. */
export function keepPlaylist(request: KeptPlaylistRequest, id?: number): Promise<KeptPlaylist> {
  return id === undefined
    ? send('POST', '/kept-playlists', request)
    : send('PUT', `/kept-playlists/${id}`, request);
}

export async function deleteKeptPlaylist(id: number): Promise<void> {
  await request(`/kept-playlists/${id}`, { method: 'DELETE' });
}

export async function getPlaylistFile(
  format: 'm3u8' | 'xspf',
  title: string,
  songs: number[],
): Promise<Blob> {
  return (await request(`/playlists/file?format=${format}`, jsonRequest('POST', { title, songs }))).blob();
}
