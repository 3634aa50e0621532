/** Clients of Subsonic as they are in the wild play a library of Tonearm. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { SubsonicAPI } from 'subsonic-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepPlaylist } from '../../src/library/playlists/kept-playlists.ts';
import { openLibrary } from '../../src/library/store/store.ts';
import { createApp } from '../../src/server/app.ts';
import { DOT_PNG, withId3 } from '../support/id3.ts';
import { keepSongs, madeUpSongs } from '../support/library-songs.ts';
import { removeFolder } from '../support/remove-folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PYTHON = join(ROOT, '.tools/pypi/bin/python');
const TOKEN = 'a-token-of-subsonic-0123';

let folder: string;
let app: FastifyInstance;
let port: number;
let sound: Uint8Array;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-subsonic-clients-')));
  const music = join(folder, 'music');
  const [first, ...others] = madeUpSongs(40).map((song) => ({ ...song, path: join(music, song.path) }));
  sound = withId3(await readFile(join(ROOT, 'test/fixtures/audio/tune.mp3')), { picture: DOT_PNG });
  await mkdir(dirname(first.path), { recursive: true });
  await writeFile(first.path, sound);
  const told = {
    title: 'Nächste <Nummer> & "mehr"',
    artist: 'Ünder',
    album: 'First',
    genre: 'hiphop',
    unsure: 0,
    mood: 'calm',
  };
  const file = join(folder, 'library.sqlite');
  const library = await openLibrary(file);
  await keepSongs(library, [{ ...first, ...told }, ...others]);
  await keepPlaylist(library, { title: 'By hand', songs: [3, 1], rule: null });
  await library.destroy();
  await mkdir(join(folder, 'models'));
  app = await createApp({
    modelsDirectory: join(folder, 'models'),
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    access: { token: TOKEN },
    library: { file, folders: [music], watch: false },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  port = (app.server.address() as AddressInfo).port;
});

afterAll(async () => {
  await app?.close();
  await removeFolder(folder);
});

describe.each([
  ['the salted token', { auth: { username: 'me', password: TOKEN } }],
  ['a key, in a form', { auth: { apiKey: TOKEN }, post: true }],
] as const)('subsonic-api from npm, by %s', (_, way) => {
  test('browses, searches, plays and finds what sounds alike', async () => {
    const api = new SubsonicAPI({ url: `http://127.0.0.1:${port}`, ...way });
    expect(await api.ping()).toMatchObject({ status: 'ok', openSubsonic: true });
    const { artists } = await api.getArtists();
    const under = artists.index!.flatMap(({ artist }) => artist ?? []).find(({ name }) => name === 'Ünder')!;
    const { artist } = await api.getArtist({ id: under.id });
    const { album } = await api.getAlbum({ id: artist.album![0].id });
    const [song] = album.song!;
    expect(song).toMatchObject({ title: 'Nächste <Nummer> & "mehr"', genre: 'Hip-Hop', suffix: 'mp3' });
    const { searchResult3 } = await api.search3({ query: 'nummer' });
    expect(searchResult3.song!.map(({ id }) => id)).toEqual([song.id]);
    const { similarSongs2 } = await api.getSimilarSongs2({ id: song.id, count: 3 });
    expect(similarSongs2.song).toHaveLength(3);
    const played = await (await api.stream({ id: song.id })).arrayBuffer();
    expect(Buffer.from(played).equals(sound)).toBe(true);
    const cover = await (await api.getCoverArt({ id: song.coverArt! })).arrayBuffer();
    expect(Buffer.from(cover)).toEqual(DOT_PNG);
    const { playlists } = await api.getPlaylists();
    const { playlist } = await api.getPlaylist({ id: playlists.playlist![0].id });
    expect(playlist.entry!.map(({ id }) => id)).toEqual(['so-3', song.id]);
  });
});

test.skipIf(!existsSync(PYTHON))(
  'py-opensonic and py-sonic from PyPI (skipped where scripts/ensure-pypi.js could not install them)',
  async () => {
    const script = join(ROOT, 'test/support/subsonic-clients.py');
    const { stdout } = await promisify(execFile)(PYTHON, [script, String(port), TOKEN]);
    const { opensonic, opensonicKey, sonic, refused } = JSON.parse(stdout);
    expect(opensonic).toEqual({
      ping: true,
      title: 'Nächste <Nummer> & "mehr"',
      genre: 'Hip-Hop',
      moods: ['calm'],
      bytes: sound.length,
      near: expect.any(Array),
      path: expect.any(Array),
      found: ['so-1'],
      playlist: ['so-3', 'so-1'],
    });
    expect(opensonic.near).toHaveLength(3);
    expect([opensonic.path[0], opensonic.path.at(-1)]).toEqual(['so-1', opensonic.near[2].id]);
    expect(opensonicKey).toEqual(opensonic);
    expect(sonic).toMatchObject({ ping: true, bytes: sound.length, cover: DOT_PNG.length });
    expect(sonic.similar).toEqual(opensonic.near.map(({ id }: { id: string }) => id));
    expect(refused).toBe('CredentialError');
  },
  30_000,
);
