/** README's example of the library, as it stands there: compiled, and run on a song. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GENRES } from '../../src/genres.ts';
import { removeFolder } from '../support/remove-folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
let folder: string;

/** A project that has Tonearm as a dependency, with the example and the song that it names. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-readme-'));
  const [, example] = /```ts\n([\s\S]*?)```/.exec(await readFile(join(ROOT, 'README.md'), 'utf8'))!;
  await writeFile(join(folder, 'example.ts'), example);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await mkdir(join(folder, 'node_modules/@types'), { recursive: true });
  await symlink(ROOT, join(folder, 'node_modules/tonearm'), 'dir');
  await symlink(join(ROOT, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'), 'dir');
  await copyFile(join(ROOT, 'test/fixtures/audio/tune.mp3'), join(folder, 'song.mp3'));
});

afterAll(() => removeFolder(folder));

test('the example of the library in README compiles, and prints a genre and a course', async () => {
  const options = [
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--strict',
    '--skipLibCheck',
    '--types',
    'node',
  ];
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, ...options, 'example.ts'], { cwd: folder });
  const { stdout } = await run(process.execPath, ['example.js'], { cwd: folder });
  const [answer, ...course] = stdout.trim().split('\n');
  expect(answer).toMatch(/^(not sure|[a-z]+ \(\d+ %\))$/);
  expect(course.length).toBeGreaterThan(0);
  for (const line of course) expect(GENRES).toContain(line.split(' ')[1]);
});
