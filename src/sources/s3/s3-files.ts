/** Objects of S3 as files: those below a folder, their identities, and their bytes. */
import type { ByteSource } from '../../audio/byte-source.ts';
import { TonearmError } from '../../errors.ts';
import { isPlainKey, parseS3Path, s3Path } from './address.ts';
import { S3Client } from './client.ts';
import type { ObjectIdentity } from './object-identity.ts';
import { s3Settings } from './settings.ts';

/** Object below a folder, or the reason why it cannot be used. */
export type FoundObject = { readonly path: string; readonly error?: TonearmError };

/** Maximum number of pages, of a thousand objects each. */
const MAX_PAGES = 20_000;
/** Maximum number of empty pages in a row: a server may filter, but not for ever. */
const MAX_EMPTY_PAGES = 100;

export class S3Files {
  readonly #client: S3Client;
  /** Identities from a listing that were not requested since. */
  readonly #listed = new Map<string, ObjectIdentity>();

  constructor(client: S3Client) {
    this.#client = client;
  }

  /**
   * Lists everything below a folder, in the order of the server, page by page.
   * @throws source-failed where the server's listing has no end or tells of other folders
   */
  async *below(folder: string, signal?: AbortSignal): AsyncGenerator<FoundObject> {
    const { bucket, key } = parseS3Path(folder);
    const prefix = key === '' ? '' : `${key}/`;
    const tokens = new Set<string>();
    let token: string | undefined;
    let empty = 0;
    do {
      const { objects, next } = await this.#client.list(bucket, prefix, token, signal);
      for (const object of objects) {
        if (!object.key.startsWith(prefix)) throw endless('objects of other folders');
        if (object.key.endsWith('/')) continue;
        yield this.#found(bucket, object.key, object);
      }
      empty = objects.length > 0 ? 0 : empty + 1;
      if (next !== undefined && (next === '' || tokens.has(next) || tokens.size >= MAX_PAGES))
        throw endless('pages again');
      if (empty > MAX_EMPTY_PAGES) throw endless('pages without objects');
      if (next !== undefined) tokens.add(next);
      token = next;
    } while (token !== undefined);
  }

  /** Whether an object lies below the folder, or it is one itself. */
  async isThere(path: string): Promise<boolean> {
    if (await this.isObject(path)) return true;
    const { bucket, key } = parseS3Path(path);
    const { objects } = await this.#client.list(bucket, key === '' ? '' : `${key}/`);
    return objects.length > 0;
  }

  async isObject(path: string): Promise<boolean> {
    const address = parseS3Path(path);
    if (address.key === '') return false;
    return this.#client.identityOf(address).then(
      () => true,
      (error: unknown) => {
        if (error instanceof TonearmError && error.code === 'not-found') return false;
        throw error;
      },
    );
  }

  /**
   * Identity of an object: for the first request as listed, else as the server reports now.
   * @throws not-found
   */
  async identityOf(path: string): Promise<ObjectIdentity> {
    const listed = this.#listed.get(path);
    this.#listed.delete(path);
    return listed ?? this.#client.identityOf(parseS3Path(path));
  }

  /** Source of an object in a known state; each block is fetched once, adjacent ones in one request. */
  source(path: string, identity: ObjectIdentity, signal?: AbortSignal): ByteSource {
    const address = parseS3Path(path);
    const fetch = (start: number, end: number) => this.#client.read(address, identity, start, end, signal);
    return new BlockSource(identity.size, fetch);
  }

  #found(bucket: string, key: string, { size, etag, modifiedMs }: ObjectIdentity): FoundObject {
    if (!isPlainKey(key)) {
      const message =
        'The name is none of a file in folders: it has "..", empty names or control characters. Rename it.';
      return {
        path: s3Path({ bucket, key: printable(key) }),
        error: new TonearmError('bad-request', message),
      };
    }
    const path = s3Path({ bucket, key });
    if (size >= 0) this.#listed.set(path, { size, etag, modifiedMs });
    return { path };
  }
}

/** Block size: a header and its neighbours come at once. */
const BLOCK = 1 << 19;
/** Number of blocks held of one object; the oldest are evicted. */
const MAX_BLOCKS = 64;

class BlockSource implements ByteSource {
  readonly size: number;
  readonly #fetch: (start: number, end: number) => Promise<Buffer>;
  readonly #blocks = new Map<number, Promise<Buffer>>();

  constructor(size: number, fetch: (start: number, end: number) => Promise<Buffer>) {
    this.size = size;
    this.#fetch = fetch;
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const to = Math.min(end, this.size);
    if (start >= to) return new Uint8Array(0);
    const [first, last] = [Math.floor(start / BLOCK), Math.floor((to - 1) / BLOCK)];
    this.#ensure(first, last);
    const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const blocks = await Promise.all(numbers.map((number) => this.#blocks.get(number)!));
    for (const number of [...this.#blocks.keys()].slice(0, Math.max(0, this.#blocks.size - MAX_BLOCKS))) {
      this.#blocks.delete(number);
    }
    const whole = blocks.length === 1 ? blocks[0] : Buffer.concat(blocks);
    return whole.subarray(start - first * BLOCK, to - first * BLOCK);
  }

  /** Fetches missing blocks, adjacent ones together. */
  #ensure(first: number, last: number): void {
    for (let number = first; number <= last; number++) {
      if (this.#blocks.has(number)) continue;
      let end = number;
      while (end < last && !this.#blocks.has(end + 1)) end++;
      const from = number * BLOCK;
      const fetched = this.#fetch(from, Math.min(this.size, (end + 1) * BLOCK));
      for (let each = number; each <= end; each++) {
        const at = each * BLOCK - from;
        const block = fetched.then((bytes) => bytes.subarray(at, at + BLOCK));
        this.#blocks.set(each, block);
        block.catch(() => this.#blocks.delete(each));
      }
      number = end;
    }
  }
}

function endless(what: string): TonearmError {
  return new TonearmError(
    'source-failed',
    `Expected a list of objects with an end, got ${what}: is this an S3 server?`,
  );
}

function printable(key: string): string {
  return JSON.stringify(key.slice(0, 200)).slice(1, -1);
}

let files: S3Files | undefined;

/** S3 files by the settings of the environment. @throws bad-request for invalid ones */
export function s3Files(): S3Files {
  files ??= new S3Files(new S3Client(s3Settings()));
  return files;
}
