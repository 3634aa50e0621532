/** Entry of the process that reads covers. */
import { parseStream } from 'music-metadata';
import { hostTasks } from '../jobs/worker-host.ts';
import { type Cover, type CoverTask, coverOf } from './cover.ts';
import { openWithin } from './open-within.ts';

hostTasks<CoverTask, Cover | null, never>(async ({ path, roots }) => {
  const handle = await openWithin(path, roots);
  try {
    const { size } = await handle.stat();
    const stream = handle.createReadStream({ autoClose: false });
    const { common } = await parseStream(stream, { path, size }, { duration: false });
    stream.destroy();
    const pictures = common.picture ?? [];
    const front = pictures.find(({ type }) => /front/i.test(type ?? '')) ?? pictures[0];
    return (front && coverOf(front.data)) ?? null;
  } catch {
    // What cannot be read is not there, as with all tags.
    return null;
  } finally {
    await handle.close();
  }
});
