/** `tonearm tag` as people and programs call it. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseFile } from 'music-metadata';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ran, runHere } from '../support/command.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { writeSmallModel } from '../support/small-model.ts';

const BIN = resolve(import.meta.dirname, '../../bin/tonearm.js');
const AUDIO = resolve(import.meta.dirname, '../fixtures/audio');
const SONGS = ['tune.mp3', 'tune.flac', 'tune.ogg', 'tune.opus', 'tune.m4a', 'tune.webm'];
const CARRIERS = SONGS.length - 1;

let home: string;

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-tag-')));
  await mkdir(join(home, 'music'));
  for (const name of SONGS) await copyFile(join(AUDIO, name), join(home, 'music', name));
  await tonearm('scan', 'music', '--model', await writeSmallModel(home, 'small', 0.05), '--jobs', '2');
});

afterAll(() => removeFolder(home));

const tonearm = (...args: string[]) => runHere(args, home);

/** A process of its own: it writes to a pipe. */
function piped(...args: string[]): Promise<Ran> {
  return new Promise((done) =>
    execFile(process.execPath, [BIN, ...args], { cwd: home }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    }),
  );
}

const contents = () => Promise.all(SONGS.map((name) => readFile(join(home, 'music', name))));
const linesOf = ({ stdout }: Ran) => stdout.trim().split('\n');

test('it shows, writes and takes back; pipes get plain text and JSON', async () => {
  const originals = await contents();
  const shown = await piped('tag', '--tempo', '--comment', 'energy {energy}');
  expect(shown.code).toBe(0);
  expect(shown.stdout).toMatch(
    /tune\.mp3\n {2}genre {2}none → [A-Z][\w-]+\n {2}comment {2}none → energy \d+\n/,
  );
  expect(shown.stdout).toContain(`${CARRIERS} files would change; --write writes them`);
  expect(shown.stderr).toMatch(/tune\.webm: Expected a file that can carry tags .* got webm\. \[format\]/);
  expect(await contents()).toEqual(originals);

  const json = linesOf(await piped('tag', 'music/tune.mp3', '--json')).map((line) => JSON.parse(line));
  expect(json).toEqual([
    {
      file: join(home, 'music/tune.mp3'),
      before: { genres: [], tempo: null },
      after: { genres: [expect.any(String)], tempo: null },
      written: false,
    },
  ]);

  const written = linesOf(await piped('tag', '--write', '--json')).map((line) => JSON.parse(line));
  expect(written.filter((line) => line.written === true)).toHaveLength(CARRIERS);
  expect(written.at(-1)).toMatchObject({ written: CARRIERS, stopped: false });
  const { common } = await parseFile(join(home, 'music/tune.m4a'));
  expect(common.genre).toHaveLength(1);
  expect((await tonearm('scan', 'music', '--model', join(home, 'small.onnx'))).stdout).toContain(
    '0 heard now',
  );

  expect((await tonearm('tag', '--journals')).stdout).toMatch(/^\d{8}T\d{6}Z-\w{8} .* 5 files\n$/);
  const undone = await tonearm('tag', '--undo');
  expect(undone).toMatchObject({ code: 0, stdout: '5 files as before\n' });
  expect(await contents()).toEqual(originals);
  expect((await tonearm('tag', '--journals')).stdout).toContain('taken back');
});

test('a run in which nothing could be written ends with 1, and one that had nothing to write with 0', async () => {
  const webm = await tonearm('tag', 'music/tune.webm', '--write');
  expect(webm).toMatchObject({ code: 1, stderr: expect.stringContaining('[format]') });
  expect((await tonearm('tag', 'music/tune.mp3', '--at-least', '1', '--write')).code).toBe(0);
});

test('a scan clears away what a killed writer left', async () => {
  const journals = join(home, '.tonearm/library.sqlite-tags');
  const id = JSON.parse(linesOf(await tonearm('tag', '--write', '--json')).at(-1)!).journal;
  const file = join(journals, `${id}.jsonl`);
  const killed = (await readFile(file, 'utf8'))
    .replace('{"closed":true}\n', '')
    .replace(/"openedBy":"[^"]*"/, '"openedBy":"999999999-1-0"');
  await writeFile(file, killed);
  const temporary = `.tonearm-${id.slice(-8)}.tmp`;
  await writeFile(join(home, 'music', temporary), 'half a song');
  await tonearm('scan', 'music', '--model', join(home, 'small.onnx'));
  expect(await readdir(join(home, 'music'))).not.toContain(temporary);
  expect((await tonearm('tag', '--undo')).code).toBe(0);
});

test('names of the user, and several of them', async () => {
  const genres = [
    'blues',
    'classical',
    'country',
    'disco',
    'hiphop',
    'jazz',
    'metal',
    'pop',
    'reggae',
    'rock',
  ];
  await writeFile(
    join(home, 'names.json'),
    JSON.stringify(Object.fromEntries(genres.map((genre) => [genre, `Everything > My ${genre}`]))),
  );
  const [line] = linesOf(await tonearm('tag', 'music/tune.flac', '--names', 'names.json', '--json'));
  expect(JSON.parse(line).after.genres).toEqual([expect.stringMatching(/^My /), 'Everything']);
});

test.each([
  [['tag', 'nowhere'], /Expected a file or folder, got nothing at "nowhere"/],
  [['tag', '.tonearm'], /Expected songs of the library, got none there/],
  [['tag', '--at-least', '2'], /Expected a share from 0 to 1, got "2"/],
  [['tag', '--names', 'music/tune.mp3'], /Expected names as JSON/],
  [['tag', '--comment', '{colour}'], /Expected a comment with \{key\}, .* got "\{colour\}"/],
  [['tag', '--key', 'music'], /Expected --key or --key=camelot, got "music"/],
  [['tag', '--mood', '--replaygain'], /cannot be used with option '--replaygain'/],
  [['tag', '--undo', '../../x'], /Expected a journal of tags, got none named/],
  [['tag', '--library', 'none.sqlite'], /Expected a library, got none at/],
])('%j is refused in words', async (args, words) => {
  const { code, stderr } = await tonearm(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
});
