/** Entry of the process that reads covers. */
import { parseStream } from 'music-metadata';
import { folderCoverPaths } from '../../jobs/folder-cover.ts';
import { hostTasks } from '../../jobs/worker-host.ts';
import { type Cover, type CoverTask, coverOf, MAX_COVER } from './cover.ts';
import { openWithin } from './open-within.ts';

hostTasks<CoverTask, Cover | null, never>(
  async (task) => (await embeddedCover(task)) ?? (await folderCover(task)) ?? null,
);

async function embeddedCover({ path, roots }: CoverTask): Promise<Cover | undefined> {
  const handle = await openWithin(path, roots);
  try {
    const { size } = await handle.stat();
    const stream = handle.createReadStream({ autoClose: false });
    const { common } = await parseStream(stream, { path, size }, { duration: false });
    stream.destroy();
    const pictures = common.picture ?? [];
    const front = pictures.find(({ type }) => /front/i.test(type ?? '')) ?? pictures[0];
    return front && coverOf(front.data);
  } catch {
    // What cannot be read is not there, as with all tags.
    return undefined;
  } finally {
    await handle.close();
  }
}

async function folderCover({ path, roots }: CoverTask): Promise<Cover | undefined> {
  for (const picture of folderCoverPaths(path)) {
    const handle = await openWithin(picture, roots).catch(() => undefined);
    if (!handle) continue;
    try {
      const { size } = await handle.stat();
      const cover = size <= MAX_COVER ? coverOf(await handle.readFile()) : undefined;
      if (cover) return cover;
    } finally {
      await handle.close();
    }
  }
  return undefined;
}
