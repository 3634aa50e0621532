/** Recovery of files that a killed process left behind. */
import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileSource } from '../../jobs/file-source.ts';
import { identityOf } from '../../jobs/process-identity.ts';
import type { Library } from '../store/store.ts';
import { carryOver } from './carry-over.ts';
import { type JournalEntry, readJournals, reopenJournal, sessionOf } from './journal.ts';
import { hashOf, temporaryName } from './rewrite.ts';

/**
 * Removes temporary files of ended processes, and updates the library for files that they replaced last.
 * Journals of running processes are left alone.
 */
export async function settleJournals(library: Library, folder: string): Promise<void> {
  for (const journal of await readJournals(folder)) {
    if (journal.openedBy === undefined || (await isAtWork(journal.openedBy))) continue;
    const temporary = temporaryName(sessionOf(journal.id));
    for (const place of journal.folders) await rm(join(place, temporary), { force: true }).catch(() => {});
    for (const entry of journal.entries) await settleEntry(library, entry);
    const writer = await reopenJournal(folder, journal);
    await writer.finish();
    await writer.close();
  }
}

async function isAtWork(identity: string): Promise<boolean> {
  return (await identityOf(Number.parseInt(identity, 10))) === identity;
}

/** Settles one entry: the library may know the file by the other of its two hashes. */
async function settleEntry(library: Library, { path, from, to, before, after }: JournalEntry): Promise<void> {
  const row = await library.selectFrom('files').selectAll().where('path', '=', path).executeTakeFirst();
  const file = await lstat(path).catch(() => undefined);
  if (!row || !file?.isFile() || (row.size === file.size && row.modifiedMs === file.mtimeMs)) return;
  const source = await fileSource(path);
  const hash = await hashOf(source).finally(() => source.close());
  if (hash === to) await carryOver(library, { path, from, to, file, genres: after.genres });
  if (hash === from) await carryOver(library, { path, from: to, to: from, file, genres: before.genres });
}
