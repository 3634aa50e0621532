/** Undoing of written tags. */
import { fileSource } from '../../jobs/file-source.ts';
import { dialectOf } from '../store/dialect.ts';
import type { Library } from '../store/store.ts';
import { carryOver } from './carry-over.ts';
import type { TagSkip, UndoOptions, UndoReport } from './contract.ts';
import { type JournalEntry, type JournalWriter, readJournal, reopenJournal, sessionOf } from './journal.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { hashOf, type Rewrite, rewriteFile, temporaryName } from './rewrite.ts';
import { settleJournals } from './settle.ts';

/**
 * Restores the files of a journal byte for byte, with their modification times. A file that was changed since
 * is left alone and listed. May be called again for the rest.
 * @throws not-found where there is no such journal.
 */
export async function undoTags(library: Library, id: string, options: UndoOptions): Promise<UndoReport> {
  await settleJournals(library, options.journals);
  const read = await readJournal(options.journals, id);
  const entries = read.entries.filter(({ path }) => !read.undone.has(path)).reverse();
  const journal = await reopenJournal(options.journals, read);
  const skipped: TagSkip[] = [];
  let done = 0;
  try {
    for (const entry of entries) {
      if (options.signal?.aborted) break;
      const skip = await undoEntry(library, journal, entry);
      if (skip) skipped.push(skip);
      done++;
      options.onProgress?.({ done, total: entries.length });
    }
    await journal.finish();
  } finally {
    await journal.close();
  }
  return { journal: id, restored: done - skipped.length, stopped: done < entries.length, skipped };
}

async function undoEntry(
  library: Library,
  journal: JournalWriter,
  entry: JournalEntry,
): Promise<TagSkip | undefined> {
  const { song, path } = entry;
  try {
    await dialectOf(library).withFile(library, path, (checkHeld) =>
      undoHeld(library, journal, entry, checkHeld),
    );
    return undefined;
  } catch (error) {
    const { reason, message } = refusalOf(error);
    return { song, path, reason, message };
  }
}

async function undoHeld(
  library: Library,
  journal: JournalWriter,
  { path, from, to, modifiedMs, before, undo }: JournalEntry,
  checkHeld: () => Promise<void>,
): Promise<void> {
  const rewrite: Rewrite = {
    path,
    contentHash: to,
    temporary: temporaryName(sessionOf(journal.id)),
    modifiedMs,
    change: async () => undo,
    record: checkHeld,
    async check(_old, _copy, hash) {
      if (hash !== from) throw new Refusal('damaged', 'Expected the file as it was, got another.');
    },
  };
  const file = (await isAlready(path, from)) ? undefined : await rewriteFile(rewrite);
  if (file) await carryOver(library, { path, from: to, to: from, file, genres: before.genres });
  await journal.addUndone(path);
}

/** Whether the file is the old one already: a kill came before it was replaced, or after it was undone. */
async function isAlready(path: string, hash: string): Promise<boolean> {
  const source = await fileSource(path);
  try {
    return (await hashOf(source)) === hash;
  } finally {
    await source.close();
  }
}
