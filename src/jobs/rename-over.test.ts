import { mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { renameOver } from './rename-over.ts';

let folder: string;
let paths: [draft: string, target: string];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-rename-'));
  paths = [join(folder, 'draft'), join(folder, 'target')];
  await writeFile(paths[0], 'new');
  await writeFile(paths[1], 'old');
});

afterEach(() => removeFolder(folder));

/** Fails as Windows does while another program has the target open. */
function lockedFor(times: number, code: string): typeof rename {
  let left = times;
  return async (from, to) => {
    if (left-- > 0) throw Object.assign(new Error(`${code}: operation not permitted`), { code });
    await rename(from, to);
  };
}

test.each(['EPERM', 'EACCES', 'EBUSY'])(
  'on Windows a file that is let go of in time is replaced (%s)',
  async (code) => {
    await renameOver(...paths, 'win32', lockedFor(2, code));
    expect(await readFile(paths[1], 'utf8')).toBe('new');
  },
);

test('on Windows a file that stays open is left, and that is told', async () => {
  await expect(renameOver(...paths, 'win32', lockedFor(99, 'EPERM'))).rejects.toMatchObject({
    code: 'EPERM',
  });
  expect(await readFile(paths[1], 'utf8')).toBe('old');
});

test('what is no lock, and any refusal elsewhere, is told at once', async () => {
  await expect(renameOver(...paths, 'win32', lockedFor(1, 'ENOSPC'))).rejects.toMatchObject({
    code: 'ENOSPC',
  });
  await expect(renameOver(...paths, 'linux', lockedFor(1, 'EPERM'))).rejects.toMatchObject({ code: 'EPERM' });
});
