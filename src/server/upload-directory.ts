import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TonearmError } from '../errors.ts';
import { identityOf } from '../jobs/process-identity.ts';

/** Name pattern `<pid>-<start time or 0>-<boot or 0>-` and six random characters, which identifies the owner. */
const NAME = /^(\d+)-(\d+)-([0-9a-f]+)-\w{6}$/;

/**
 * Folder for uploads that is removed with this process. What a killed process left is removed by the next one
 * that opens a folder under the same parent.
 */
export class UploadDirectory {
  readonly path: string;
  readonly #removeNow: () => void;

  private constructor(path: string) {
    this.path = path;
    // The last resort where somebody calls process.exit(): only synchronous work is done then.
    this.#removeNow = () => rmSync(path, { recursive: true, force: true });
    process.once('exit', this.#removeNow);
  }

  /**
   * @param parent created when missing; the folder in it is readable by this user alone.
   * @throws bad-request where `parent` is not a folder of this user or of the system.
   */
  static async open(parent: string): Promise<UploadDirectory> {
    await mkdir(parent, { recursive: true, mode: 0o700 }).catch(refuse);
    await own(parent);
    await sweep(parent);
    return new UploadDirectory(await mkdtemp(join(parent, `${await identityOf(process.pid)}-`)));
  }

  /** Path for a new file; no part of it comes from the client. */
  newPath(): string {
    return join(this.path, randomUUID());
  }

  async remove(): Promise<void> {
    process.off('exit', this.#removeNow);
    await rm(this.path, { recursive: true, force: true });
  }
}

function refuse(error: NodeJS.ErrnoException): never {
  throw new TonearmError('bad-request', `Expected a folder for uploads that can be made, got ${error.code}.`);
}

/**
 * Claims the folder: in a shared temporary folder another user could have put a folder or a link of that name
 * there first.
 */
async function own(parent: string): Promise<void> {
  const stats = await lstat(parent);
  const ours = process.getuid === undefined || [0, process.getuid()].includes(stats.uid);
  if (!stats.isDirectory() || !ours) {
    throw new TonearmError(
      'bad-request',
      'Expected a folder of this user for uploads, got somebody else’s or a link.',
    );
  }
}

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const match = NAME.exec(name);
    if (!match) continue;
    const alive = name.startsWith(`${await identityOf(Number(match[1]))}-`);
    // What cannot be removed is another user's.
    if (!alive) await rm(join(parent, name), { recursive: true, force: true }).catch(() => {});
  }
}
