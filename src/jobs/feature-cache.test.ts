import { mkdtemp, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeFolder } from '../../test/support/remove-folder.ts';
import type { FeatureRequest } from '../analysis/extract.ts';
import { FeatureCache } from './feature-cache.ts';

const HASH = 'ab12'.repeat(16);
const WANTED: FeatureRequest = { recipe: 'speech-mfcc-cov', version: 1, seconds: 30, hopSeconds: 15 };
const ROWS = [
  { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] },
  { data: Float32Array.of(-0.5), shape: [1] },
  { data: new Float32Array(0), shape: [0, 3] },
];

let cache: FeatureCache;

beforeEach(async () => {
  cache = new FeatureCache(await mkdtemp(join(tmpdir(), 'tonearm-cache-')));
});
afterEach(() => removeFolder(cache.folder));

async function filesInside(): Promise<string[]> {
  const names = await readdir(cache.folder, { recursive: true, withFileTypes: true });
  return names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('features on disk', () => {
  test('come back as they were, and leave no draft behind', async () => {
    await cache.write(HASH, WANTED, ROWS);
    expect(await cache.read(HASH, WANTED)).toEqual(ROWS);
    expect((await filesInside()).map((path) => path.split('.').at(-1))).toEqual(['features']);
  });

  test('a folder that cannot be written is named, with the way out', async () => {
    const file = join(cache.folder, 'file');
    await writeFile(file, '');
    await expect(new FeatureCache(join(file, 'cache')).write(HASH, WANTED, ROWS)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(/cannot be written.*--cache/),
    });
  });

  test.each([
    ['another song', 'cd34'.repeat(16), WANTED],
    ['another recipe', HASH, { ...WANTED, recipe: 'librosa-57' }],
    ['another version', HASH, { ...WANTED, version: 2 }],
    ['another cut', HASH, { ...WANTED, hopSeconds: 30 }],
  ])('are not those of %s', async (_, hash, wanted) => {
    await cache.write(HASH, WANTED, ROWS);
    expect(await cache.read(hash, wanted)).toBeUndefined();
  });

  test.each([
    ['empty', 0],
    ['cut in its header', 20],
    ['cut in its last byte', -1],
  ])('an entry that is %s is as good as none', async (_, size) => {
    await cache.write(HASH, WANTED, ROWS);
    const [path] = await filesInside();
    await truncate(path, size < 0 ? (await readFile(path)).length + size : size);
    expect(await cache.read(HASH, WANTED)).toBeUndefined();
  });

  test('a flipped bit anywhere is noticed', async () => {
    await cache.write(HASH, WANTED, ROWS);
    const [path] = await filesInside();
    const bytes = await readFile(path);
    for (let at = 0; at < bytes.length; at += 7) {
      const damaged = Buffer.from(bytes);
      damaged[at] ^= 4;
      await writeFile(path, damaged);
      expect(await cache.read(HASH, WANTED)).toBeUndefined();
    }
  });

  test('an entry that was copied under another name is refused', async () => {
    await cache.write(HASH, WANTED, ROWS);
    await cache.write(HASH, { ...WANTED, version: 2 }, ROWS);
    const [one, two] = (await filesInside()).sort();
    await writeFile(two, await readFile(one));
    expect(await cache.read(HASH, { ...WANTED, version: 2 })).toBeUndefined();
  });

  test('what was noticed about a song', async () => {
    expect(await cache.readAbout(HASH)).toBeUndefined();
    await cache.writeAbout(HASH, { artist: 'Björk', durationSeconds: 3.5 });
    expect(await cache.readAbout(HASH)).toEqual({ artist: 'Björk', durationSeconds: 3.5 });
    await writeFile((await filesInside())[0], '{"durationSeconds":');
    expect(await cache.readAbout(HASH)).toBeUndefined();
  });
});
