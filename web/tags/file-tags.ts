/** Tags of files: read in a worker, once a file, since tags are untrusted. */
import { folderCoverOf } from './folder-covers.ts';
import type { FileTags, TagAnswer } from './tag-messages.ts';

export interface ShownTags {
  readonly title?: string | undefined;
  readonly artist?: string | undefined;
  readonly album?: string | undefined;
  /** Address of the picture in the file, or beside it. */
  readonly cover?: string | undefined;
}

const NONE: ShownTags = {};
/** Time limit of reading a file's tags, which normally takes milliseconds. */
const PATIENCE_MS = 10_000;
const pending = new WeakMap<File, Promise<ShownTags>>();
const known = new WeakMap<File, ShownTags>();

/** Tags read of a file so far. */
export function knownTags(file: File): ShownTags {
  return known.get(file) ?? NONE;
}

/** Reads a file's tags; a file without any has none, and so has one that cannot be read. */
export function tagsOf(file: File): Promise<ShownTags> {
  const before = pending.get(file);
  if (before) return before;
  const tags = read(file).then((found) => {
    const cover = found?.cover ?? folderCoverOf(file);
    const shown = { ...found, cover: cover && URL.createObjectURL(cover) };
    known.set(file, shown);
    return shown;
  });
  pending.set(file, tags);
  return tags;
}

function read(file: File): Promise<FileTags | undefined> {
  const worker = new Worker(new URL('./tags.worker.ts', import.meta.url), { type: 'module', name: 'tags' });
  return new Promise<TagAnswer>((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
    worker.onerror = () => resolve(undefined);
    worker.onmessage = ({ data }: MessageEvent<TagAnswer>) => resolve(data);
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}
