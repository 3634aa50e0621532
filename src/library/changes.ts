import { setImmediate } from 'node:timers/promises';

const CHUNK = 500;

/**
 * Takes in the changes since a revision, in order, giving way to others between chunks.
 * @param read reads the next changes, at most `limit`
 * @param take takes a chunk in, of which the last has the revision that it reaches
 */
export async function takeChanges<Row extends { readonly revision: number }>(
  since: number,
  read: (since: number, limit: number) => Promise<readonly Row[]>,
  take: (rows: readonly Row[], reached: number) => void,
): Promise<void> {
  let next = read(since, CHUNK);
  for (;;) {
    const rows = await next;
    if (rows.length === 0) return;
    const { revision } = rows[rows.length - 1];
    const isLast = rows.length < CHUNK;
    // The database's thread reads on while these are taken in. What goes wrong there is told when it is waited for.
    if (!isLast) next = read(revision, CHUNK);
    next.catch(() => {});
    take(rows, revision);
    if (isLast) return;
    await setImmediate();
  }
}
