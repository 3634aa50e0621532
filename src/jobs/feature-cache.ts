/** Cache of features on disk, by the hash of a file's content, the recipe with version, and the segmentation. */
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ALTERATION_VERSION } from '../analysis/alteration.ts';
import type { FeatureRequest } from '../analysis/extract.ts';
import type { ComputedFeatures } from '../analysis/song-vector.ts';
import { TonearmError } from '../errors.ts';
import type { FeatureArray } from '../features/recipe.ts';
import type { Tags } from './described-song.ts';
import { writeAtomically } from './write-atomically.ts';

/** Properties of a song noticed during its analysis. */
export interface SongProperties {
  /** Artist from its tags. */
  readonly artist?: string;
  readonly durationSeconds: number;
}

/** Properties of a song; an album artist replaces the artists of its songs. */
export function songProperties({ albumArtist, artist }: Tags, durationSeconds: number): SongProperties {
  return { artist: albumArtist ?? artist, durationSeconds };
}

/**
 * Version, raised when decoding, resampling, segmentation or silence detection changes: older entries are
 * then not used.
 */
const ANALYSIS_VERSION = 4;
const MAGIC = 'TNFEATURES1\n';
const HASH_BYTES = 32;
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR']);

/**
 * Folder of features. Entries are written under another name and then renamed, and carry a hash of their own:
 * an entry is whole or absent, whatever happens to the process, the disk or the folder.
 */
export class FeatureCache {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Arrays of the segments; undefined if the entry is missing or damaged. */
  async read(contentHash: string, wanted: FeatureRequest): Promise<FeatureArray[] | undefined> {
    const bytes = await readFile(this.#path(contentHash, fileName(wanted))).catch(() => undefined);
    return bytes && decode(bytes, wanted);
  }

  async write(contentHash: string, wanted: FeatureRequest, rows: readonly FeatureArray[]): Promise<void> {
    await this.#write(this.#path(contentHash, fileName(wanted)), encode(wanted, rows));
  }

  /** Stores all that was computed of a song at once. */
  async keep(
    contentHash: string,
    computed: readonly ComputedFeatures[],
    about: SongProperties,
  ): Promise<void> {
    for (const { wanted, rows } of computed) await this.write(contentHash, wanted, rows);
    await this.writeAbout(contentHash, about);
  }

  async readAbout(contentHash: string): Promise<SongProperties | undefined> {
    const bytes = await readFile(this.#path(contentHash, 'about.json')).catch(() => undefined);
    return bytes && parseAbout(bytes.toString());
  }

  async writeAbout(contentHash: string, about: SongProperties): Promise<void> {
    await this.#write(this.#path(contentHash, 'about.json'), Buffer.from(JSON.stringify(about)));
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeAtomically(path, bytes);
    } catch (error) {
      if (!NOT_WRITABLE.has(String((error as NodeJS.ErrnoException).code))) throw error;
      throw new TonearmError(
        'bad-request',
        `The folder for features, ${this.folder}, cannot be written. Give yourself permission, or name another with --cache.`,
        { cause: error },
      );
    }
  }

  #path(contentHash: string, name: string): string {
    return join(this.folder, `v${ANALYSIS_VERSION}`, contentHash.slice(0, 2), contentHash, name);
  }
}

function fileName({ recipe, version, seconds, hopSeconds, passages, middle, copy }: FeatureRequest): string {
  const place = passages === undefined ? '' : `-${passages}passages`;
  const altered = copy === undefined ? '' : `-copy${copy}-v${ALTERATION_VERSION}`;
  return `${recipe}-v${version}-${seconds}s-${hopSeconds}s${place}${middle ? '-middle' : ''}${altered}.features`;
}

function encode(wanted: FeatureRequest, rows: readonly FeatureArray[]): Uint8Array {
  const header = Buffer.from(JSON.stringify({ ...wanted, shapes: rows.map(({ shape }) => shape) }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const arrays = rows.map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  const body = Buffer.concat([Buffer.from(MAGIC), length, header, ...arrays]);
  return Buffer.concat([body, hashOf(body)]);
}

function decode(bytes: Buffer, wanted: FeatureRequest): FeatureArray[] | undefined {
  const body = bytes.subarray(0, Math.max(0, bytes.length - HASH_BYTES));
  if (!body.toString('latin1', 0, MAGIC.length).startsWith(MAGIC)) return undefined;
  if (!hashOf(body).equals(bytes.subarray(body.length))) return undefined;
  const headerEnd = MAGIC.length + 4 + body.readUInt32LE(MAGIC.length);
  const { shapes, ...stored } = JSON.parse(body.toString('utf8', MAGIC.length + 4, headerEnd));
  if (fileName(stored) !== fileName(wanted)) return undefined;
  let at = headerEnd;
  return (shapes as number[][]).map((shape) => {
    const end = at + 4 * shape.reduce((product, size) => product * size, 1);
    const data = new Float32Array(new Uint8Array(body.subarray(at, end)).buffer);
    at = end;
    return { data, shape };
  });
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function parseAbout(json: string): SongProperties | undefined {
  try {
    const { artist, durationSeconds } = JSON.parse(json);
    if (typeof durationSeconds !== 'number') return undefined;
    return typeof artist === 'string' ? { artist, durationSeconds } : { durationSeconds };
  } catch {
    return undefined;
  }
}
