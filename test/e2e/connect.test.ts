/** `tonearm connect` with a real server of Subsonic: Supysonic, from PyPI. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changePlaylist, keepPlaylist } from '../../src/library/playlists/kept-playlists.ts';
import { openLibrary } from '../../src/library/store/store.ts';
import { withId3 } from '../support/id3.ts';
import { keepSongs, madeUpSongs } from '../support/library-songs.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { failedStart } from '../support/server-process.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BIN = join(ROOT, 'bin/tonearm.js');
const PYTHON = join(ROOT, '.tools/pypi/bin/python');
const PASSWORD = 'a secret of theirs';
const SECONDS = 5;

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at, not used.
type Answer = Record<string, any>;

let folder: string;
let file: string;
let supysonic: ChildProcess;
let url: string;

describe.skipIf(!existsSync(PYTHON))(
  'connect (skipped where scripts/ensure-pypi.js could not install Supysonic)',
  () => {
    beforeAll(async () => {
      folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-connect-')));
      const theirs = join(folder, 'theirs');
      const tune = await readFile(join(ROOT, 'test/fixtures/audio/tune.mp3'));
      await mkdir(join(folder, 'work/cache'), { recursive: true });
      await mkdir(join(theirs, 'Artist'), { recursive: true });
      const songs = madeUpSongs(8).map((song, i) => {
        const tags = { title: `Song <${i}>`, artist: 'Ünder', album: 'First' };
        return { ...song, ...tags, durationSeconds: SECONDS, path: join(folder, `ours/Artist/${i}.mp3`) };
      });
      // The server lacks the last two songs, and has the fifth under another file name.
      for (const [i, { title, artist, album }] of songs.slice(0, 6).entries()) {
        const name = i === 4 ? 'renamed.mp3' : `${i}.mp3`;
        await writeFile(join(theirs, 'Artist', name), withId3(tune, { title, artist, album }));
      }
      file = join(folder, 'library.sqlite');
      const library = await openLibrary(file);
      await keepSongs(library, songs);
      await keepPlaylist(library, { title: 'Mixed "up"', songs: [5, 1, 3, 8], rule: null });
      await keepPlaylist(library, { title: 'Ours alone', songs: [7, 8], rule: null });
      await library.destroy();
      const script = join(ROOT, 'test/support/serve-supysonic.py');
      supysonic = spawn(PYTHON, [script, join(folder, 'work'), theirs, PASSWORD], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [port] = await once(supysonic.stdout!, 'data');
      url = `http://127.0.0.1:${Number(String(port))}`;
    }, 60_000);

    afterAll(async () => {
      supysonic?.kill();
      await removeFolder(folder);
    });

    const options = () => ['connect', 'subsonic', url, '--user', 'me', '--library', file];

    async function connect(more: readonly string[], secret = PASSWORD) {
      const env = { ...process.env, TONEARM_CONNECT_SECRET: secret };
      const run = promisify(execFile)(process.execPath, [BIN, ...options(), ...more], { env });
      return run.catch((error: { stderr: string; code: number }) => error);
    }

    /** Supysonic knows no digests of passwords. */
    async function ask(method: string, parameters: Record<string, string> = {}): Promise<Answer> {
      const known = { u: 'me', p: PASSWORD, v: '1.12.0', c: 'test', f: 'json' };
      const response = await fetch(
        `${url}/rest/${method}.view?${new URLSearchParams({ ...known, ...parameters })}`,
      );
      return ((await response.json()) as Answer)['subsonic-response'];
    }

    async function playlists(): Promise<Answer[]> {
      const { playlist = [] } = (await ask('getPlaylists')).playlists;
      return Promise.all(
        playlist.map(async ({ id, name }: Answer) => {
          const { entry = [] } = (await ask('getPlaylist', { id })).playlist;
          return { id, name, titles: entry.map(({ title }: Answer) => title) };
        }),
      );
    }

    test('songs are known by path and by tags, and playlists are made there, kept as they are here, never twice', async () => {
      await ask('createPlaylist', { name: 'Mixed "up"' });
      const first = await connect(['--once', '--playlists']);
      expect(first.stderr).toContain(`${url} has 6 songs; 6 of them are in the library.`);
      expect(first.stderr).toContain('"Mixed \\"up\\"": made, 3 songs; 1 songs are not on the server.');
      expect(first.stderr).toContain('"Ours alone": none of its songs is on the server, so it was left.');
      const sent = ['Song <4>', 'Song <0>', 'Song <2>'];
      const made = await playlists();
      expect(made.map(({ titles }) => titles)).toContainEqual(sent);
      // A playlist that a person made under the same title stays as it was.
      expect(made.map(({ titles }) => titles)).toContainEqual([]);
      expect(made).toHaveLength(2);

      expect((await connect(['--once', '--playlists'])).stderr).toContain('as it was, 3 songs');
      const library = await openLibrary(file);
      await changePlaylist(library, 1, { title: 'Mixed anew', songs: [2, 6], rule: null });
      await library.destroy();
      expect((await connect(['--once', '--playlists'])).stderr).toContain('"Mixed anew": changed, 2 songs.');
      const changed = await playlists();
      expect(changed).toHaveLength(2);
      const ours = changed.find(({ name }) => name === 'Mixed anew')!;
      expect(ours.titles).toEqual(['Song <1>', 'Song <5>']);

      await ask('deletePlaylist', { id: ours.id });
      expect((await connect(['--once', '--playlists'])).stderr).toContain(
        'it was deleted on the server, and is not made again',
      );
      expect(await playlists()).toHaveLength(1);
    }, 60_000);

    test('a wrong password is a sentence, and says nothing of it', async () => {
      const { stderr, code } = (await connect(['--once'], 'wrong one')) as { stderr: string; code: number };
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^tonearm: http:\S+ refuses who asks \(.*\)\. Check the user name and the password\.\n$/,
      );
    });

    test('plugins of the server are answered with its ids until the command is ended', async () => {
      const env = { ...process.env, TONEARM_CONNECT_SECRET: PASSWORD };
      const child = spawn(process.execPath, [BIN, ...options(), '--port', '0'], {
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let output = '';
      while (!/with the token \S+\n/.test(output))
        output += String((await Promise.race([once(child.stdout, 'data'), failedStart(child)]))[0]);
      const [, at, token] = /at (\S+)\nwith the token (\S+)\n/.exec(output)!;
      const { searchResult3 } = await ask('search3', { query: 'Song <0>' });
      const { id } = searchResult3.song[0];
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${at}/api/similar_tracks?item_id=${id}&n=3`, { headers });
      const rows = (await response.json()) as { item_id: string; title: string }[];
      expect(rows).toHaveLength(3);
      for (const row of rows) expect((await ask('getSong', { id: row.item_id })).song.title).toBe(row.title);
      child.kill('SIGTERM');
      expect((await once(child, 'exit'))[0]).toBe(0);
    }, 60_000);
  },
);
