/** Asks this server for songs from elsewhere. */
import { type ErrorCode, reviveError } from '../../src/errors.ts';
import type { Problem } from '../../src/server/schema.ts';
import type { SearchAnswer, SongAddress, SourceList } from '../../src/server/sources-schema.ts';
import { Unreachable } from '../engine/engine.ts';

export type FoundSong = SearchAnswer['songs'][number];

const EXTENSIONS: Record<string, string> = {
  'audio/wav': 'wav',
  'audio/aiff': 'aiff',
  'audio/basic': 'au',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'audio/webm': 'webm',
  'audio/aac': 'aac',
  'audio/mpeg': 'mp3',
};

export async function listSources(signal: AbortSignal): Promise<SourceList> {
  return (await ask('/api/sources', { signal })).json();
}

export async function searchSongs(query: string, signal: AbortSignal): Promise<SearchAnswer> {
  return (await ask(`/api/search?${new URLSearchParams({ q: query })}`, { signal })).json();
}

/** The sound itself, named as people would name the file. */
export async function fetchSong(address: SongAddress, name: string, signal: AbortSignal): Promise<File> {
  const response = await ask('/api/audio', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(address),
    signal,
  });
  const blob = await response.blob();
  // Files with a leading dot count as hidden and would be skipped.
  const plain = name.replace(/[/\\]+/g, ' ').replace(/^\.+/, '');
  return new File([blob], `${plain || 'song'}.${EXTENSIONS[blob.type] ?? 'audio'}`, { type: blob.type });
}

/** @throws TonearmError for what the server refuses, `Unreachable` where nobody answers. */
async function ask(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options).catch((cause) => {
    options.signal?.throwIfAborted();
    throw new Unreachable('The server did not answer.', { cause });
  });
  if (response.ok) return response;
  const problem: Partial<Problem> = await response.json().catch(() => ({}));
  throw reviveError({ code: problem.code as ErrorCode, message: problem.detail ?? '' });
}
