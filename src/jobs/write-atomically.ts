import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { renameOver } from './rename-over.ts';

/**
 * Writes a temporary file and renames it: a kill at any moment leaves the old file or the new one, and an
 * error nothing beside it.
 * @param draft another name in the same folder; by default one that nobody else has.
 */
export async function writeAtomically(
  path: string,
  bytes: Uint8Array,
  draft = `${path}.${randomUUID()}.draft`,
): Promise<void> {
  try {
    await writeFile(draft, bytes);
    await renameOver(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}
