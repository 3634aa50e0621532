/** Uploads on disk, limited by number and bytes, and removed after their analysis. */
import { rm } from 'node:fs/promises';
import type { Client } from './access/client.ts';
import type { Limits } from './limits.ts';
import { Quota } from './quota.ts';
import { UploadDirectory } from './upload-directory.ts';

/** Upload, received or in progress. */
export class Upload {
  /** Path of its file, which does not exist yet; no part of it comes from the client. */
  readonly path: string;
  readonly #client: Client;
  readonly #uploads: Quota;
  readonly #bytes: Quota;
  #size = 0;
  #removed = false;

  /** @throws busy */
  constructor(path: string, client: Client, uploads: Quota, bytes: Quota) {
    uploads.take(client);
    this.path = path;
    this.#client = client;
    this.#uploads = uploads;
    this.#bytes = bytes;
  }

  /** @throws busy where there is no room for so many bytes now. */
  expect(bytes: number): void {
    this.#bytes.check(this.#client, bytes);
  }

  /** Reserves space, before so many bytes are written. @throws busy without room for them */
  grow(size: number): void {
    this.#bytes.take(this.#client, size - this.#size);
    this.#size = size;
  }

  /** Removes the file. One that cannot be removed goes with its folder, and is counted until then. */
  async remove(): Promise<void> {
    if (this.#removed) return;
    this.#removed = true;
    this.#uploads.give(this.#client);
    const gone = await rm(this.path, { force: true }).then(
      () => true,
      () => false,
    );
    if (gone) this.#bytes.give(this.#client, this.#size);
  }
}

export class Uploads {
  readonly #directory: UploadDirectory;
  readonly #uploads: Quota;
  readonly #bytes: Quota;

  private constructor(
    directory: UploadDirectory,
    { uploads, allUploadBytes, uploadBytes, clientShare }: Limits,
  ) {
    this.#directory = directory;
    this.#uploads = new Quota({
      total: uploads,
      perClient: Math.ceil(uploads * clientShare),
      refusal: 'Too many songs are being sent. Try again in a moment.',
    });
    this.#bytes = new Quota({
      total: allUploadBytes,
      perClient: Math.max(uploadBytes, allUploadBytes * clientShare),
      refusal: 'There is no room for more songs. Try again in a moment.',
    });
  }

  /** Folder of all uploads. */
  get path(): string {
    return this.#directory.path;
  }

  /** @throws bad-request where `parent` is not a folder of this user or of the system. */
  static async open(parent: string, limits: Limits): Promise<Uploads> {
    return new Uploads(await UploadDirectory.open(parent), limits);
  }

  /** @throws busy where there are too many. */
  begin(client: Client): Upload {
    return new Upload(this.#directory.newPath(), client, this.#uploads, this.#bytes);
  }

  /** Removes all uploads. */
  async remove(): Promise<void> {
    await this.#directory.remove();
  }
}
