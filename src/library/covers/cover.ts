/** Covers in the tags of files, and beside them. */
import { Pool } from '../../jobs/pool.ts';

export interface CoverTask {
  readonly path: string;
  /** Real paths of the folders that the file must lie in. */
  readonly roots: readonly string[];
}

export interface Cover {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export type CoverPool = Pool<CoverTask, Cover | null, never>;

/** Time limit of reading a file's tags, which normally take milliseconds. */
const TASK_SECONDS = 20;
const MEMORY_BYTES = 500e6;
const QUEUE = 200;
export const MAX_COVER = 20e6;

/** Signatures of image formats that browsers show and that cannot carry scripts. `.`: any byte. */
const SIGNS: Readonly<Record<string, string>> = {
  'image/jpeg': '\xff\xd8\xff',
  'image/png': '\x89PNG\r\n\x1a\n',
  'image/gif': 'GIF8',
  'image/webp': 'RIFF....WEBP',
};

/** Pool of one process that reads covers: tags are untrusted. */
export function openCoverPool(): CoverPool {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const entry = new URL(`./cover-worker.${extension}`, import.meta.url);
  return new Pool({
    entry,
    workers: 1,
    queueLimit: QUEUE,
    taskSeconds: TASK_SECONDS,
    memoryBytes: MEMORY_BYTES,
  });
}

/** Picture with the type of its signature; undefined if it is unknown or too large. */
export function coverOf(bytes: Uint8Array): Cover | undefined {
  if (bytes.length > MAX_COVER) return undefined;
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const type = Object.keys(SIGNS).find((known) => begins(head, SIGNS[known]));
  return type === undefined ? undefined : { type, bytes };
}

function begins(head: string, sign: string): boolean {
  return head.length >= sign.length && [...sign].every((byte, i) => byte === '.' || byte === head[i]);
}
