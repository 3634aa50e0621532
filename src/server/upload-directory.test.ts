import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { UploadDirectory } from './upload-directory.ts';

let parent: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tonearm-test-'));
});
afterEach(() => removeFolder(parent));

/** Opens, looks at what is left of `name`, and closes again. */
async function survives(name: string): Promise<boolean> {
  await mkdir(join(parent, name));
  await writeFile(join(parent, name, 'upload'), 'x');
  const directory = await UploadDirectory.open(parent);
  const names = await readdir(parent);
  await directory.remove();
  return names.includes(name);
}

describe('a folder of uploads', () => {
  test('a folder of uploads is there for this user alone until it is removed', async () => {
    const directory = await UploadDirectory.open(join(parent, 'deep', 'down'));
    expect((await stat(directory.path)).mode & 0o777).toBe(0o700);
    expect(dirname(directory.newPath())).toBe(directory.path);
    expect(directory.newPath()).not.toBe(directory.newPath());
    await writeFile(directory.newPath(), 'x');
    await directory.remove();
    expect(await readdir(join(parent, 'deep', 'down'))).toEqual([]);
  });

  test('a folder of uploads of a live server stays', async () => {
    const first = await UploadDirectory.open(parent);
    const second = await UploadDirectory.open(parent);
    expect((await readdir(parent)).sort()).toEqual([basename(first.path), basename(second.path)].sort());
    await Promise.all([first.remove(), second.remove()]);
  });

  test('a folder of uploads of a dead process is swept', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    expect(await survives(`${pid}-123-abcdef01-Ab3dEf`)).toBe(false);
  });

  test.runIf(process.platform === 'linux')(
    'of a dead process whose number lives again is swept',
    async () => {
      const mine = await UploadDirectory.open(parent);
      const [pid, start, boot] = basename(mine.path).split('-');
      await mine.remove();
      expect(await survives(`${pid}-${start}-${boot}-Ab3dEf`)).toBe(true);
      expect(await survives(`${pid}-${Number(start) - 1}-${boot}-Ab3dEf`)).toBe(false);
      expect(await survives(`${pid}-${start}-00000000-Ab3dEf`)).toBe(false);
    },
  );

  test('what is not ours stays', async () => {
    expect(await survives('holiday-pictures')).toBe(true);
  });

  test('a folder of uploads is not made behind a link', async () => {
    await mkdir(join(parent, 'elsewhere'));
    await symlink(join(parent, 'elsewhere'), join(parent, 'link'));
    await expect(UploadDirectory.open(join(parent, 'link'))).rejects.toMatchObject({ code: 'bad-request' });
  });
});
