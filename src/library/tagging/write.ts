/** Writing of planned tags, one file after another. */
import { dirname } from 'node:path';
import type { ByteSource } from '../../audio/byte-source.ts';
import { hasCode } from '../../errors.ts';
import { dialectOf } from '../store/dialect.ts';
import type { Library } from '../store/store.ts';
import { carryOver } from './carry-over.ts';
import type { TagChange, TagFields, TagReport, TagSkip, WriteOptions } from './contract.ts';
import { openTags } from './editor.ts';
import { editOf, isSameFields } from './fields.ts';
import { createJournal, type JournalWriter, sessionOf } from './journal.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { type Rewrite, rewriteFile, temporaryName } from './rewrite.ts';
import { settleJournals } from './settle.ts';
import { soundHash } from './sound-hash.ts';

/**
 * Writes a plan, as far as the files are still those that were analysed. Each file is copied, the copy is
 * read back and compared, the journal is written, and then the copy takes the file's name: a kill or a power
 * cut at any moment leaves the old file or the new one. The library knows the written files at once.
 *
 * What cannot be written is in `skipped`; nothing is thrown for a file.
 * @throws bad-request where no journal can be kept, and what the library throws.
 */
export async function writeTags(
  library: Library,
  changes: readonly TagChange[],
  options: WriteOptions,
): Promise<TagReport> {
  await settleJournals(library, options.journals);
  const folders = [...new Set(changes.map(({ path }) => dirname(path)))];
  const journal = await createJournal(options.journals, folders);
  const skipped: TagSkip[] = [];
  let done = 0;
  try {
    for (const change of changes) {
      if (options.signal?.aborted) break;
      const skip = await writeChange(library, journal, change, options);
      if (skip) skipped.push(skip);
      done++;
      options.onProgress?.({ done, total: changes.length });
    }
    await journal.finish();
  } finally {
    await journal.close();
  }
  const stopped = done < changes.length;
  return { journal: journal.id, written: done - skipped.length, stopped, skipped };
}

/** Serialises writers of several servers. */
async function writeChange(
  library: Library,
  journal: JournalWriter,
  change: TagChange,
  options: WriteOptions,
): Promise<TagSkip | undefined> {
  const { song, path } = change;
  return dialectOf(library)
    .withFile(library, path, (checkHeld) => writeHeld(library, journal, change, { ...options, checkHeld }))
    .catch((error) => {
      if (!hasCode(error, 'busy')) throw error;
      return { song, path, reason: 'failed', message: error.message };
    });
}

async function writeHeld(
  library: Library,
  journal: JournalWriter,
  change: TagChange,
  { breakLinks, checkHeld }: WriteOptions & { readonly checkHeld: () => Promise<void> },
): Promise<TagSkip | undefined> {
  const { song, path, contentHash: from, before, after } = change;
  let to: string | undefined;
  const rewrite: Rewrite = {
    path,
    contentHash: from,
    temporary: temporaryName(sessionOf(journal.id)),
    breakLinks,
    change: (source) => spliceTags(source, change),
    check: (old, copy) => checkTags(old, copy, after),
    async record({ contentHash, undo, modifiedMs }) {
      await journal.add({ song, path, from, to: contentHash, modifiedMs, before, after, undo });
      to = contentHash;
      await checkHeld();
    },
  };
  const file = await rewriteFile(rewrite).catch(refusalOf);
  if ('reason' in file) {
    // It was announced and did not happen.
    if (to !== undefined) await journal.addUndone(path);
    return { song, path, reason: file.reason, message: file.message };
  }
  await carryOver(library, { path, from, to: to!, file, genres: after.genres });
  return undefined;
}

async function spliceTags(source: ByteSource, { before, after }: TagChange) {
  const editor = await openTags(source);
  if (!isSameFields(editor.fields, before))
    throw new Refusal('changed', 'Expected the tags that were shown, got others.');
  return editor.edit(editOf(before, after));
}

/** Verifies that the copy has the requested tags and the same sound, to the bit. */
async function checkTags(old: ByteSource, copy: ByteSource, after: TagFields): Promise<void> {
  const { fields } = await openTags(copy);
  if (!isSameFields(fields, after))
    throw new Refusal('damaged', 'Expected a copy with the new tags, got another.');
  if ((await soundHash(old)) !== (await soundHash(copy))) {
    throw new Refusal('damaged', 'Expected a copy with the same sound, got another.');
  }
}
