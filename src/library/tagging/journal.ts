/** Journal of written tags, in append-only files: enough to undo everything. */
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TonearmError } from '../../errors.ts';
import { identityOf } from '../../jobs/process-identity.ts';
import { pathBeside } from '../store/place.ts';
import type { JournalSummary, TagFields } from './contract.ts';
import type { Splice } from './splice.ts';
import { syncFolder } from './sync-folder.ts';

/** Entry of a file that was about to be replaced. */
export interface JournalEntry {
  readonly path: string;
  /** `Song.id`. */
  readonly song: number;
  /** SHA-256 before and after, in hex. */
  readonly from: string;
  readonly to: string;
  /** Modification time of the file before. */
  readonly modifiedMs: number;
  readonly before: TagFields;
  readonly after: TagFields;
  /** Splices that turn the new file into the old one. */
  readonly undo: readonly Splice[];
}

export interface Journal {
  readonly id: string;
  readonly time: Date;
  /** Folders that may contain left-over temporary files. */
  readonly folders: readonly string[];
  readonly entries: readonly JournalEntry[];
  /** Paths that were undone. */
  readonly undone: ReadonlySet<string>;
  /** Process that last worked with it and did not close it. */
  readonly openedBy?: string;
}

/** Open journal. Entries are safe from a power cut once the call returns. */
export interface JournalWriter {
  readonly id: string;
  add(entry: JournalEntry): Promise<void>;
  addUndone(path: string): Promise<void>;
  /** Marks the journal as settled. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

type SpliceLine = readonly [offset: number, remove: number, insert: string];
type EntryLine = Omit<JournalEntry, 'undo'> & { readonly undo: readonly SpliceLine[] };

interface Line {
  readonly journal?: number;
  readonly time?: string;
  readonly folders?: readonly string[];
  readonly openedBy?: string;
  readonly entry?: EntryLine;
  readonly undone?: string;
  readonly closed?: boolean;
}

const VERSION = 1;
const ID = /^\d{8}T\d{6}Z-([0-9a-f]{8})$/;
const EXTENSION = '.jsonl';

/** Folder of a library's journals, beside it. */
export function journalFolder(place: string): string {
  return `${pathBeside(place)}-tags`;
}

/** Session part of a journal's id, which names its temporary files. */
export function sessionOf(id: string): string {
  return ID.exec(id)![1];
}

/** Creates a journal for files in these folders. @throws bad-request if none can be written */
export async function createJournal(folder: string, folders: readonly string[]): Promise<JournalWriter> {
  try {
    return await startJournal(folder, folders);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new TonearmError(
      'bad-request',
      `Expected a place for the journal of tags, got ${code} beside the library.`,
    );
  }
}

async function startJournal(folder: string, folders: readonly string[]): Promise<JournalWriter> {
  await mkdir(folder, { recursive: true });
  const time = new Date();
  const id = `${time.toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(4).toString('hex')}`;
  const handle = await open(pathOf(folder, id), 'ax');
  await syncFolder(folder);
  await append(handle, { journal: VERSION, time: time.toISOString(), folders });
  return openedWriter(handle, id);
}

/** Opens an existing journal for appending. @throws not-found */
export async function reopenJournal(folder: string, { id }: Journal): Promise<JournalWriter> {
  const handle = await open(pathOf(folder, id), 'a');
  // What a power cut left of a last line must not swallow the next one.
  await handle.write('\n');
  return openedWriter(handle, id);
}

/** @throws not-found where there is none of that name. */
export async function readJournal(folder: string, id: string): Promise<Journal> {
  const text = ID.test(id) ? await readFile(pathOf(folder, id), 'utf8').catch(() => undefined) : undefined;
  const lines = text?.split('\n').flatMap(parseLine) ?? [];
  const head = lines.find(({ journal }) => journal !== undefined);
  if (!head)
    throw new TonearmError('not-found', `Expected a journal of tags, got none named ${JSON.stringify(id)}.`);
  const last = lines.filter(({ openedBy, closed }) => openedBy !== undefined || closed).at(-1);
  return {
    id,
    time: new Date(head.time ?? 0),
    folders: head.folders ?? [],
    entries: lines.flatMap(({ entry }) => (entry ? [entryOf(entry)] : [])),
    undone: new Set(lines.flatMap(({ undone }) => undone ?? [])),
    openedBy: last?.openedBy,
  };
}

/** All journals, the newest first. */
export async function readJournals(folder: string): Promise<Journal[]> {
  const names = await readdir(folder).catch(() => []);
  const ids = names
    .filter((name) => name.endsWith(EXTENSION))
    .map((name) => name.slice(0, -EXTENSION.length));
  const read = ids
    .sort()
    .reverse()
    .map((id) => readJournal(folder, id).catch(() => undefined));
  return (await Promise.all(read)).filter((journal) => journal !== undefined);
}

/** Journals that wrote something, the newest first. */
export async function listJournals(folder: string): Promise<JournalSummary[]> {
  const journals = await readJournals(folder);
  return journals
    .filter(({ entries }) => entries.length > 0)
    .map(({ id, time, entries, undone }) => {
      return { id, time, files: entries.length, undone: entries.every(({ path }) => undone.has(path)) };
    });
}

async function openedWriter(handle: FileHandle, id: string): Promise<JournalWriter> {
  await append(handle, { openedBy: await identityOf(process.pid) });
  return {
    id,
    add: ({ undo, ...entry }) => append(handle, { entry: { ...entry, undo: undo.map(spliceLine) } }),
    addUndone: (undone) => append(handle, { undone }),
    // Where the disk is full, a later run finds it open and settles it again.
    finish: () => append(handle, { closed: true }).catch(() => {}),
    close: () => handle.close(),
  };
}

async function append(handle: FileHandle, line: Line): Promise<void> {
  await handle.appendFile(`${JSON.stringify(line)}\n`);
  await handle.datasync();
}

/** Parses a line; undefined for one that a kill truncated: what it announced did not happen. */
function parseLine(text: string): Line[] {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === 'object' && line !== null ? [line as Line] : [];
  } catch {
    return [];
  }
}

function spliceLine({ offset, remove, insert }: Splice): SpliceLine {
  return [offset, remove, Buffer.from(insert).toString('base64')];
}

function entryOf({ undo, ...entry }: EntryLine): JournalEntry {
  const splices = undo.map(([offset, remove, insert]) => {
    return { offset, remove, insert: Buffer.from(insert, 'base64') };
  });
  return { ...entry, undo: splices };
}

function pathOf(folder: string, id: string): string {
  return join(folder, `${id}${EXTENSION}`);
}
