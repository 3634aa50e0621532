import { mkdir, mkdtemp, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { fileSource } from './file-source.ts';

let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-test-'));
  path = join(folder, 'bytes');
  await writeFile(
    path,
    Uint8Array.from({ length: 1000 }, (_, index) => index % 256),
  );
});
afterAll(() => removeFolder(folder));

describe('fileSource', () => {
  test.each([
    [0, 4, [0, 1, 2, 3]],
    [998, 2000, [998 % 256, 999 % 256]],
    [1000, 1010, []],
    [5000, 6000, []],
    [10, 5, []],
  ])('bytes of [%i, %i)', async (start, end, expected) => {
    const source = await fileSource(path);
    expect(source.size).toBe(1000);
    expect([...(await source.read(start, end))]).toEqual(expected);
    await source.close();
  });

  test('a file that shrinks while it is read gives what is left', async () => {
    const shrinking = join(folder, 'shrinking');
    await writeFile(shrinking, new Uint8Array(100));
    const source = await fileSource(shrinking);
    await truncate(shrinking, 10);
    expect((await source.read(0, 100)).length).toBe(10);
    await source.close();
  });

  test('what is no readable file is refused by name', async () => {
    await mkdir(join(folder, 'inner'));
    await expect(fileSource(join(folder, 'missing'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(fileSource(join(folder, 'inner'))).rejects.toMatchObject({ code: 'bad-request' });
    await expect(fileSource('/dev/zero')).rejects.toMatchObject({ code: 'bad-request' });
    await expect(fileSource(join(folder, 'x'.repeat(300)))).rejects.toThrow('a name that is too long');
  });
});
