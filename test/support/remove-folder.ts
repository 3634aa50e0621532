import { rm } from 'node:fs/promises';

/** Removes a folder that a test made. Asks again while processes that are being killed still write into it. */
export function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
