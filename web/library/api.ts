/** Client of the library's API. */
import type { Prediction } from '../../src/classify/prediction.ts';
import type {
  CopyPage,
  CorrectionHistory,
  CorrectionOutcome,
  FailurePage,
  InboxPage,
  InboxPlanRequest,
  Job,
  KeptPlaylist,
  KeptPlaylistRequest,
  KeptPlaylists,
  LibrarySong,
  LibrarySongDetail,
  LibrarySummary,
  Playlist,
  PlaylistRequest,
  RetryRequest,
  SimilarSongs,
  SongMap,
  SongPage,
  TagJournal,
  TagJournalDetail,
  TagPlan,
  TagPlanRequest,
  Training,
} from '../../src/server/library-schema.ts';
import type { Problem } from '../../src/server/schema.ts';
import { words } from '../strings.library.ts';
import { serverMessage } from './server-message.ts';

export type ApiErrorKind = 'unreachable' | 'locked' | 'missing' | 'refused';

/** Error of a request to the library; the message is for people. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;

  constructor(kind: ApiErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

export const BASE = '/api/library';
/** Path of the progress of jobs that write or undo tags. */
export const TAG_JOBS = '/tags/jobs';
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

export async function pauseReanalysis(paused: boolean): Promise<void> {
  await request('/reanalysis', jsonRequest('PUT', { paused }));
}

export async function pauseScans(paused: boolean): Promise<void> {
  await request('/scans', jsonRequest('PUT', { paused }));
}

export async function pauseUpkeep(paused: boolean): Promise<void> {
  await request('/upkeep', jsonRequest('PUT', { paused }));
}

export function getFailures(offset: number, signal?: AbortSignal): Promise<FailurePage> {
  return get(`/failures?offset=${offset}&limit=100`, signal);
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

export function startScan(): Promise<Job> {
  return send('POST', '/scans', {});
}

/** Retries one file, or everything that failed. */
export function retryFailures(request: RetryRequest): Promise<Job> {
  return send('POST', '/failures/retry', request);
}

export async function cancelScan(id: string): Promise<void> {
  await request(`/scans/${id}`, { method: 'DELETE' });
}

export function planTags(request: TagPlanRequest, signal?: AbortSignal): Promise<TagPlan> {
  return send('POST', '/tags/plan', request, signal);
}

const INBOX_ROWS = 200;

export function getInbox(text: string, offset: number, signal?: AbortSignal): Promise<InboxPage> {
  const query = new URLSearchParams({ q: text.trim(), offset: String(offset), limit: String(INBOX_ROWS) });
  return get(`/inbox?${query}`, signal);
}

export function planInbox(decisions: InboxPlanRequest['decisions']): Promise<TagPlan> {
  return send('POST', '/inbox/plan', { decisions });
}

export function getTagPlan(
  id: string,
  offset: number,
  limit: number,
  signal?: AbortSignal,
): Promise<TagPlan> {
  return get(`/tags/plans/${id}?offset=${offset}&limit=${limit}`, signal);
}

export function writeTags(plan: string): Promise<Job> {
  return send('POST', `/tags/plans/${plan}/write`, {});
}

export function undoTags(journal: string): Promise<Job> {
  return send('POST', '/tags/undo', { journal });
}

/** Stops after the current file. */
export async function cancelTagJob(id: string): Promise<void> {
  await request(`${TAG_JOBS}/${id}`, { method: 'DELETE' });
}

const JOURNAL_FILES = 200;

export function getJournalDetail(journal: string, signal?: AbortSignal): Promise<TagJournalDetail> {
  return get(`/tags/journal/${journal}?limit=${JOURNAL_FILES}`, signal);
}

export function getJournal(signal?: AbortSignal): Promise<TagJournal> {
  return get('/tags/journal', signal);
}

/** Sets the label of songs. @param genre null: none of these; undefined: removes the label */
export function labelSongs(
  songs: readonly number[],
  genre: string | null | undefined,
): Promise<CorrectionOutcome> {
  return send('POST', '/corrections', { songs, genre });
}

export async function undoLabels(batch: string): Promise<void> {
  await request(`/corrections/${batch}`, { method: 'DELETE' });
}

export function getLabelHistory(signal?: AbortSignal): Promise<CorrectionHistory> {
  return get('/corrections/history', signal);
}

export function correctionsAddress(format: 'csv' | 'json'): string {
  return `${BASE}/corrections/export?format=${format}`;
}

/** Imports a file of labels. */
export async function loadCorrections(file: File): Promise<CorrectionOutcome> {
  const type = /\.json$/i.test(file.name) ? 'application/json' : 'text/csv';
  const options = { method: 'POST', headers: { 'content-type': type }, body: await file.text() };
  return (await request('/corrections/import', options)).json();
}

/** Path of a training's progress. */
export const TRAINING = '/training';

export function getTraining(tags: boolean, signal?: AbortSignal): Promise<Training> {
  return get(`${TRAINING}?tags=${tags}`, signal);
}

export function startTraining(tags: boolean): Promise<Job> {
  return send('POST', TRAINING, { tags });
}

export async function cancelTraining(id: string): Promise<void> {
  await request(`${TRAINING}/${id}`, { method: 'DELETE' });
}

/** @param model null: the usual one */
export function chooseModel(model: string | null): Promise<Job> {
  return send('PUT', `${TRAINING}/model`, { model });
}

/**
 * Logs in with the token; the browser then keeps a cookie.
 * @returns why it stays shut; undefined where it opened.
 */
export async function logIn(token: string): Promise<string | undefined> {
  const body = new URLSearchParams({ token });
  const response = await fetch('/access', { method: 'POST', body }).catch(() => undefined);
  if (!response) return words.error.unreachable;
  return response.status === 201 ? undefined : words.locked.wrong;
}

/** Error of any thrown value. */
export function apiErrorOf(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('refused', (error as Error).message);
}

function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request(path, { signal }).then((response) => response.json() as Promise<T>);
}

function send<T>(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return request(path, { ...jsonRequest(method, body), signal }).then(
    (response) => response.json() as Promise<T>,
  );
}

function jsonRequest(method: string, body: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** @throws ApiError, or the signal's reason. */
async function request(path: string, options: RequestInit): Promise<Response> {
  const response = await fetch(BASE + path, options).catch((cause) => {
    options.signal?.throwIfAborted();
    throw new ApiError('unreachable', words.error.unreachable, { cause });
  });
  if (response.ok) return response;
  const problem: Partial<Problem> = await response.json().catch(() => ({}));
  throw new ApiError(
    kindOf(response.status),
    serverMessage(problem.code, problem.detail ?? problem.title ?? ''),
  );
}

function kindOf(status: number): ApiErrorKind {
  if (status === 401) return 'locked';
  return status === 404 ? 'missing' : 'refused';
}
