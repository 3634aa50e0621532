/** Replacement of a file by a changed copy of itself: a kill at any moment leaves the old file or the new one. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { ByteSource } from '../../audio/byte-source.ts';
import { handleSource } from '../../jobs/file-source.ts';
import { renameOver } from '../../jobs/rename-over.ts';
import { inspectFile, isSameFile } from './inspect.ts';
import { Refusal } from './refusal.ts';
import { invertSplices, piecesOf, type Splice, splicedSource } from './splice.ts';
import { syncFolder } from './sync-folder.ts';

export interface Rewrite {
  readonly path: string;
  /** Expected SHA-256 of the file, in hex. */
  readonly contentHash: string;
  /** Temporary name of the copy beside the file; see `temporaryName`. */
  readonly temporary: string;
  readonly breakLinks?: boolean;
  /** Modification time of the new file, as `Stats.mtimeMs`; default: now. */
  readonly modifiedMs?: number;
  change(before: ByteSource): Promise<readonly Splice[]>;
  /** Verifies the copy as read back. @throws if it is not what was wanted */
  check(before: ByteSource, after: ByteSource, hash: string): Promise<void>;
  /** Stores what undoing needs, safe from a power cut, before the copy takes the file's name. */
  record?(rewritten: Rewritten): Promise<void>;
}

export interface Rewritten {
  /** SHA-256 of the copy, in hex. */
  readonly contentHash: string;
  /** Splices that turn the copy into the old file. */
  readonly undo: readonly Splice[];
  /** Modification time of the file before. */
  readonly modifiedMs: number;
}

const OWNER_ALONE = 0o600;
const PERMISSIONS = 0o7777;
const run = promisify(execFile);

/** Temporary name, short enough for a file whose own name takes all 255 bytes. */
export function temporaryName(session: string): string {
  return `.tonearm-${session}.tmp`;
}

/**
 * Rewrites a file.
 * @returns the state of the new file
 * @throws Refusal and what `change`, `check` and the system throw, all before the file is replaced.
 */
export async function rewriteFile(rewrite: Rewrite): Promise<Stats> {
  const { path } = rewrite;
  const found = await inspectFile(path, rewrite.breakLinks);
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    if (!isSameFile(found, await handle.stat())) throw changed();
    return await writeCopy(rewrite, found, handle);
  } finally {
    await handle.close();
  }
}

/** SHA-256 in hex. */
export async function hashOf(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(source)) hash.update(piece);
  return hash.digest('hex');
}

async function writeCopy(rewrite: Rewrite, found: Stats, file: FileHandle): Promise<Stats> {
  const before = handleSource(file, found.size);
  const folder = dirname(rewrite.path);
  const temporary = join(folder, rewrite.temporary);
  if ((await hashOf(before)) !== rewrite.contentHash) throw changed();
  const splices = await rewrite.change(before);
  const undo = await invertSplices(before, splices);
  const copy = await open(temporary, 'wx+', OWNER_ALONE);
  try {
    await fill(copy, splicedSource(before, splices));
    await takeAttributes(file, copy, found, rewrite.modifiedMs);
    await copy.sync();
    const contentHash = await checkCopy(rewrite, before, copy, undo);
    await rewrite.record?.({ contentHash, undo, modifiedMs: found.mtimeMs });
    // Somebody may have written to it, or moved its folder, in the meantime.
    if (!isSameFile(found, await inspectFile(rewrite.path, rewrite.breakLinks))) throw changed();
    const written = await copy.stat();
    await renameOver(temporary, rewrite.path);
    // It is replaced, whatever the system says now.
    await syncFolder(folder).catch(() => {});
    return written;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  } finally {
    await copy.close();
  }
}

async function fill(copy: FileHandle, content: ByteSource): Promise<void> {
  for await (const piece of piecesOf(content)) {
    for (let at = 0; at < piece.length; ) at += (await copy.write(piece, at)).bytesWritten;
  }
}

/** Verifies that the copy, undone, has the hash of the old file: this holds only if nothing but the splices differs. */
async function checkCopy(
  { contentHash, check }: Rewrite,
  before: ByteSource,
  copy: FileHandle,
  undo: readonly Splice[],
): Promise<string> {
  const after = handleSource(copy, (await copy.stat()).size);
  if ((await hashOf(splicedSource(after, undo))) !== contentHash) throw changed();
  const hash = await hashOf(after);
  await check(before, after, hash);
  return hash;
}

/** Copies owner, permissions and extended attributes. */
async function takeAttributes(
  file: FileHandle,
  copy: FileHandle,
  found: Stats,
  modifiedMs: number | undefined,
): Promise<void> {
  const own = await copy.stat();
  if (own.uid !== found.uid || own.gid !== found.gid)
    await copy.chown(found.uid, found.gid).catch(refuseOwner);
  await copy.chmod(found.mode & PERMISSIONS);
  await copyExtendedAttributes(file.fd, copy.fd);
  if (modifiedMs !== undefined) await copy.utimes(found.atimeMs / 1_000, modifiedMs / 1_000);
}

/**
 * Copies extended attributes by the system's own tool, if there is one: Node cannot read them. Not every file
 * system has them.
 */
async function copyExtendedAttributes(from: number, to: number): Promise<void> {
  if (process.platform !== 'linux') return;
  // By descriptor: names could have been swapped.
  const [source, target] = [from, to].map((fd) => `/proc/${process.pid}/fd/${fd}`);
  await run('cp', ['--attributes-only', '--preserve=mode,xattr', '--', source, target]).catch(() => {});
}

function refuseOwner(): never {
  throw new Refusal(
    'read-only',
    'Expected a file whose owner a copy can be given, got one of somebody else.',
  );
}

function changed(): Refusal {
  return new Refusal(
    'changed',
    'Expected the file that was heard, got one that was changed since: scan again.',
  );
}
