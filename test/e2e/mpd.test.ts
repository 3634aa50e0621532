/** Similar songs, playlists and a radio for the real MPD, which plays into nothing. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MpdConnection } from '../../src/connect/mpd/mpd-connection.ts';
import { MpdPlayer } from '../../src/connect/mpd/mpd-player.ts';
import { openLibrary } from '../../src/library/store/store.ts';
import { keepSongs, madeUpSongs } from '../support/library-songs.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { openWebServer } from '../support/web-server.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BIN = join(ROOT, 'bin/tonearm.js');
const MPD = '/usr/bin/mpd';
/** Number of songs; the last one is missing in MPD. */
const SONGS = 12;

let folder: string;
let file: string;
let socket: string;
let mpd: ChildProcess;
let connection: MpdConnection;
let player: MpdPlayer;

describe.skipIf(!existsSync(MPD))('MPD (skipped where scripts/ensure-tools.js could not install it)', () => {
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-mpd-')));
    socket = join(folder, 'socket');
    const music = join(folder, 'music');
    await mkdir(join(music, 'Artist'), { recursive: true });
    const names = Array.from({ length: SONGS }, (_, i) =>
      i === 0 ? `the "first" \\ one.flac` : `${i}.flac`,
    );
    for (const name of names.slice(0, -1))
      await copyFile(join(ROOT, 'test/fixtures/audio/tune.flac'), join(music, 'Artist', name));
    file = join(folder, 'library.sqlite');
    const library = await openLibrary(file);
    const songs = madeUpSongs(SONGS).map((song, i) => ({
      ...song,
      artist: null,
      path: `/elsewhere/Artist/${names[i]}`,
    }));
    await keepSongs(library, songs);
    await library.destroy();
    const settings = { music_directory: music, db_file: join(folder, 'db'), bind_to_address: socket };
    const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}"`);
    const output = 'audio_output {\n  type "null"\n  name "nothing"\n}';
    await writeFile(join(folder, 'mpd.conf'), `${[...lines, output].join('\n')}\n`);
    mpd = spawn(MPD, ['--no-daemon', join(folder, 'mpd.conf')], { stdio: 'ignore' });
    connection = await untilThere();
    player = new MpdPlayer(connection);
  }, 60_000);

  afterAll(async () => {
    connection?.close();
    mpd?.kill();
    await removeFolder(folder);
  });

  /** Waits until MPD's socket exists, and its database has all songs. */
  async function untilThere(): Promise<MpdConnection> {
    for (;;) {
      const opened = await MpdConnection.open({ host: socket, port: 0 }).catch(() => undefined);
      const stats = new Map(await opened?.ask('stats'));
      if (opened && stats.get('songs') === String(SONGS - 1)) return opened;
      opened?.close();
      await pause(100);
    }
  }

  const environment = () => ({ ...process.env, MPD_HOST: socket });

  async function tonearm(...args: readonly string[]) {
    const run = promisify(execFile)(process.execPath, [BIN, ...args, '--library', file], {
      env: environment(),
    });
    return run.catch((error: { stdout: string; stderr: string; code: number }) => error);
  }

  test('a playlist goes behind what is in the queue, and what it does not have is told', async () => {
    const { stdout, stderr } = await tonearm(
      'playlist',
      '--mpd',
      '--from',
      '/elsewhere/Artist/3.flac',
      '--length',
      '10',
      '--window',
      '0',
    );
    const { paths } = await player.queue();
    expect(stdout.trim().split('\n')).toEqual(paths);
    expect(paths.length).toBeGreaterThan(5);
    expect(paths).not.toContain('Artist/3.flac');
    expect(stderr).toContain('does not have 1 of these songs');
  });

  test('similar songs are paths of MPD, like a song that is named or the one that plays', async () => {
    const named = await tonearm(
      'similar',
      '/elsewhere/Artist/the "first" \\ one.flac',
      '--mpd',
      socket,
      '--top',
      '3',
    );
    expect(named.stdout.trim().split('\n')).toHaveLength(3);
    await connection.ask('clear');
    expect((await tonearm('similar', '--mpd')).stderr).toContain('plays nothing');
    await player.add(['Artist/the "first" \\ one.flac']);
    await player.play(0);
    await connection.ask('pause', '1');
    expect((await tonearm('similar', '--mpd', '--top', '3')).stdout).toBe(named.stdout);
  });

  test('a radio keeps songs waiting behind the one that plays, and none comes twice', async () => {
    await connection.ask('clear');
    await connection.ask('crossfade', '0');
    const radio = spawn(
      process.execPath,
      [BIN, 'radio', '/elsewhere/Artist/2.flac', '--ahead', '3', '--library', file],
      {
        env: environment(),
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    await queued(4);
    await player.play(2);
    await queued(6);
    const { paths, position, plays } = await player.queue();
    expect([paths[0], position, plays]).toEqual(['Artist/2.flac', 2, true]);
    expect(new Set(paths).size).toBe(paths.length);
    radio.kill('SIGTERM');
    expect((await once(radio, 'exit'))[0]).toBe(0);
  }, 30_000);

  async function queued(count: number): Promise<void> {
    const ended = new AbortController();
    while ((await player.queue()).paths.length < count) await player.changed(ended.signal);
  }

  test('nobody at an address, or somebody else, is a sentence', async () => {
    const web = await openWebServer((_, response) => response.end());
    const other = await tonearm('similar', '--mpd', `127.0.0.1:${web.port}`);
    expect(other.stderr).toMatch(
      /^tonearm: MPD at 127\.0\.0\.1:\d+ (did not answer within 5 seconds|answered as something else would)/,
    );
    await web.close();
    const gone = await tonearm('similar', '--mpd', `127.0.0.1:${web.port}`);
    expect(gone.stderr).toContain('cannot be reached, or has gone. Is it running');
    expect((await tonearm('similar', '--mpd', 'nas:99999')).stderr).toContain('a port that is none');
  });
});
