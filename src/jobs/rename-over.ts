import { rename } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Error codes of Windows for a file that another program (a player, a virus scanner) has open and that cannot
 * be replaced.
 */
const LOCKED: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const WAITS_MS = [20, 50, 100, 200, 500, 1000];

/** Renames over an existing file; on Windows it waits a while for a program that holds it. */
export async function renameOver(
  from: string,
  to: string,
  platform: NodeJS.Platform = process.platform,
  attempt: typeof rename = rename,
): Promise<void> {
  const waits = platform === 'win32' ? WAITS_MS : [];
  for (const wait of waits) {
    try {
      return await attempt(from, to);
    } catch (error) {
      if (!LOCKED.has((error as NodeJS.ErrnoException).code)) throw error;
      await pause(wait);
    }
  }
  await attempt(from, to);
}
