/** Export and import of corrections as a file. */
import { csvLine, parseCsv } from '../../csv.ts';
import { TonearmError } from '../../errors.ts';
import { fold } from '../fold.ts';
import type { Library } from '../store/store.ts';
import { addCorrections, genreNamed, listCorrections, type Outcome } from './corrections.ts';

export type CorrectionsFormat = 'csv' | 'json';

export interface ImportOutcome extends Outcome {
  /** Number of rows that match no song of the library. */
  readonly unknown: number;
}

/** Row of a file: a label, and what identifies the song. */
interface Line {
  readonly genre: string | null;
  readonly contentHash?: string | undefined;
  readonly path?: string | undefined;
  readonly artist?: string | undefined;
  readonly title?: string | undefined;
}

const CSV_COLUMNS = ['content_hash', 'genre', 'said_at', 'said_by', 'artist', 'title', 'path'];
const MAX_LINES = 100_000;
/** Genre columns in files of other programs. */
const GENRE_COLUMNS = ['genre', 'label'];

/** @param nameOf what readers see of a path */
export async function exportCorrections(
  library: Library,
  format: CorrectionsFormat,
  { folders, nameOf = (path) => path }: ExportOptions = {},
): Promise<string> {
  const corrections = await listCorrections(library, folders);
  const lines = corrections.map(({ contentHash, genre, saidAt, saidBy, artist, title, path }) => {
    return { contentHash, genre, saidAt, saidBy, artist, title, path: path && nameOf(path) };
  });
  if (format === 'json') return `${JSON.stringify({ corrections: lines }, null, 2)}\n`;
  const rows = lines.map((line) => Object.values(line).map((cell) => cell ?? ''));
  return [CSV_COLUMNS, ...rows].map((cells) => `${csvLine(cells)}\n`).join('');
}

export interface ExportOptions {
  readonly folders?: readonly string[] | undefined;
  readonly nameOf?: (path: string) => string;
}

/**
 * Imports a file as one batch: JSON as exported, or CSV with a genre and at least one of content_hash, path,
 * and artist with title. An empty genre means none of these.
 * @throws bad-request where it is something else
 */
export async function importCorrections(
  library: Library,
  bytes: Uint8Array,
  by: string,
): Promise<ImportOutcome> {
  const lines = linesOf(bytes);
  if (lines.length > MAX_LINES) {
    throw new TonearmError('bad-request', `Expected at most ${MAX_LINES} corrections, got ${lines.length}.`);
  }
  const find = await songFinder(library);
  const said = new Map<string, string | null>();
  const names = new Map<string, string>();
  let unknown = 0;
  for (const line of lines) {
    const hash = find(line);
    if (hash === undefined) {
      unknown++;
      continue;
    }
    const { genre } = line;
    if (genre !== null && !names.has(genre)) names.set(genre, await genreNamed(library, genre));
    said.set(hash, genre === null ? null : names.get(genre)!);
  }
  if (said.size === 0) {
    throw new TonearmError(
      'bad-request',
      `Expected corrections of songs of this library, got ${lines.length} of others: scan their folders first.`,
    );
  }
  return { ...(await addCorrections(library, said, by)), unknown };
}

function linesOf(bytes: Uint8Array): Line[] {
  const text = new TextDecoder().decode(bytes).trimStart();
  return text.startsWith('{') || text.startsWith('[') ? jsonLines(text) : csvLines(bytes);
}

function jsonLines(text: string): Line[] {
  try {
    const value: unknown = JSON.parse(text);
    const list: unknown = Array.isArray(value) ? value : (value as { corrections?: unknown }).corrections;
    if (Array.isArray(list)) return list.map(jsonLine);
  } catch (error) {
    if (error instanceof TonearmError) throw error;
  }
  throw new TonearmError(
    'bad-request',
    'Expected corrections as JSON, {"corrections": [...]} as exported, got something else.',
  );
}

function jsonLine(value: unknown): Line {
  const { genre, contentHash, path, artist, title } = (value ?? {}) as Record<string, unknown>;
  const text = (part: unknown) => (typeof part === 'string' ? part : undefined);
  if (genre === null || typeof genre === 'string') {
    const named = typeof genre === 'string' && genre.trim() !== '' ? genre : null;
    return {
      genre: named,
      contentHash: text(contentHash),
      path: text(path),
      artist: text(artist),
      title: text(title),
    };
  }
  throw new TonearmError('bad-request', 'Expected a genre or null in each correction, got another value.');
}

function csvLines(bytes: Uint8Array): Line[] {
  const { columns, rows } = parseCsv(bytes);
  const place = (name: string) => columns.findIndex((column) => column.toLowerCase() === name);
  const genre = GENRE_COLUMNS.map(place).find((found) => found >= 0);
  const [hash, path, artist, title] = ['content_hash', 'path', 'artist', 'title'].map(place);
  if (genre === undefined || (hash < 0 && path < 0 && title < 0)) {
    throw new TonearmError(
      'bad-request',
      `Expected columns genre and content_hash, path or title, got ${columns.slice(0, 10).join(', ')}.`,
    );
  }
  const cell = (cells: readonly string[], at: number) => (at < 0 || cells[at] === '' ? undefined : cells[at]);
  return rows.map(({ cells }) => ({
    genre: cell(cells, genre)?.trim() || null,
    contentHash: cell(cells, hash),
    path: cell(cells, path),
    artist: cell(cells, artist),
    title: cell(cells, title),
  }));
}

/** Content hash of a row: by hash, by path, by artist and title if only one song has them. */
async function songFinder(library: Library): Promise<(line: Line) => string | undefined> {
  const songs = await library.selectFrom('songs').select(['contentHash', 'artist', 'title']).execute();
  const files = await library
    .selectFrom('files')
    .select(['path', 'contentHash'])
    .where('contentHash', 'is not', null)
    .execute();
  const hashes = new Set(songs.map(({ contentHash }) => contentHash));
  const paths = new Map(files.map(({ path, contentHash }) => [path, contentHash!]));
  const names = new Map<string, string | undefined>();
  for (const { artist, title, contentHash } of songs) {
    if (title === null) continue;
    const name = nameOf(artist, title);
    names.set(name, names.has(name) ? undefined : contentHash);
  }
  return ({ contentHash, path, artist, title }) => {
    if (contentHash !== undefined && hashes.has(contentHash)) return contentHash;
    if (path !== undefined && paths.has(path)) return paths.get(path);
    return title === undefined ? undefined : names.get(nameOf(artist ?? null, title));
  };
}

function nameOf(artist: string | null, title: string): string {
  return `${fold(artist ?? '')}\n${fold(title)}`;
}
