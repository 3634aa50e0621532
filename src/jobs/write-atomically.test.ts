import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { ensureUpToDate } from '../../test/support/up-to-date.ts';
import { writeAtomically } from './write-atomically.ts';

let folder: string;

ensureUpToDate();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-whole-'));
});
afterEach(() => removeFolder(folder));

test('a file takes the place of an old one, and no draft is left', async () => {
  const path = join(folder, 'file');
  await writeFile(path, 'old');
  await writeAtomically(path, Buffer.from('new'));
  expect([await readdir(folder), await readFile(path, 'utf8')]).toEqual([['file'], 'new']);
});

test('a place that cannot be taken leaves no draft', async () => {
  const path = join(folder, 'taken');
  await mkdir(path);
  await expect(writeAtomically(path, Buffer.from('new'))).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});

test.runIf(process.platform !== 'win32')(
  'a disk that takes a part of a file keeps the old one and no draft',
  async () => {
    const path = join(folder, 'file');
    await writeFile(path, 'old');
    const module = new URL('../../dist/jobs/write-atomically.js', import.meta.url).href;
    const script = `import { writeAtomically } from ${JSON.stringify(module)};
      await writeAtomically(${JSON.stringify(path)}, Buffer.alloc(1e6)).catch(({ code }) => console.log(code));`;
    // The size of a file is limited to less than what is written, in blocks of 512 bytes.
    const command = 'ulimit -f 500; exec "$0" --input-type=module -e "$1"';
    const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, script]);
    expect(stdout.trim()).toBe('EFBIG');
    expect([await readdir(folder), await readFile(path, 'utf8')]).toEqual([['file'], 'old']);
  },
);
