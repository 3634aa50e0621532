/** The part of OpenSubsonic that is offered, as clients ask for it. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../../test/support/built.ts';
import { DOT_PNG, withId3 } from '../../../test/support/id3.ts';
import { keepSongs, type MadeUpSong, madeUpSongs } from '../../../test/support/library-songs.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { keepPlaylist } from '../../library/playlists/kept-playlists.ts';
import { openLibrary } from '../../library/store/store.ts';
import type { AppOptions } from '../app.ts';

const TUNE = join(import.meta.dirname, '../../../test/fixtures/audio/tune.mp3');
const TOKEN = 'a-token-of-subsonic-0123';
const STRANGER: InjectOptions = { remoteAddress: '203.0.113.7', headers: { host: 'music.example' } };
const HOSTILE = '<b>&"quo\'te"\n]]>';

let folder: string;
let music: string;
let options: AppOptions;
let app: FastifyInstance;
const others: FastifyInstance[] = [];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-subsonic-')));
  music = join(folder, 'music');
  await mkdir(join(folder, 'models'));
  const songs = madeUpSongs(60).map(
    (song, i): MadeUpSong => ({ ...song, path: join(music, song.path), ...given(i) }),
  );
  await mkdir(dirname(songs[0].path), { recursive: true });
  await writeFile(songs[0].path, withId3(await readFile(TUNE), { picture: DOT_PNG }));
  const file = join(folder, 'library.sqlite');
  const library = await openLibrary(file);
  await keepSongs(library, songs);
  await keepPlaylist(library, { title: 'By hand', songs: [3, 1, 4_000], rule: null });
  await keepPlaylist(library, { title: 'By rule', songs: [], rule: { length: 3, seeds: [1] } });
  await library.destroy();
  options = {
    modelsDirectory: join(folder, 'models'),
    webDirectory: join(folder, 'no-page'),
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    library: { file, folders: [music], watch: false },
  };
  app = await createApp(options);
});

afterAll(async () => {
  await Promise.all([app, ...others].map((each) => each?.close()));
  await removeFolder(folder);
});

/** The first is known to the letter, two are on a compilation, and one has no name at all. */
function given(i: number): Partial<MadeUpSong> {
  const sure = { unsure: 0, genre: 'hiphop', year: 1994, track: 2, loudnessLufs: -8, mood: 'calm' };
  if (i === 0) return { ...sure, title: HOSTILE, artist: 'Ünder', albumArtist: 'Ünder', album: 'First' };
  if (i === 1)
    return {
      title: 'Zwei',
      artist: 'The Made Ups',
      albumArtist: null,
      album: 'Mixed',
      disc: 2,
      path: join(music, 'mixed/1.mp3'),
    };
  if (i === 2)
    return {
      title: 'Drei',
      artist: 'Other',
      albumArtist: null,
      album: 'Mixed',
      path: join(music, 'mixed/2.mp3'),
    };
  return i === 3 ? { title: null, artist: null, albumArtist: null, album: null } : {};
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at, not used.
type Answer = Record<string, any>;

async function ask(endpoint: string, query: Record<string, string> = {}, to = app): Promise<Answer> {
  const { statusCode, body } = await to.inject({ url: `/rest/${endpoint}`, query: { f: 'json', ...query } });
  expect(statusCode, body).toBe(200);
  return JSON.parse(body)['subsonic-response'];
}

async function appWith(more: AppOptions): Promise<FastifyInstance> {
  const other = await createApp({ ...options, library: undefined, ...more });
  others.push(other);
  return other;
}

const FIRST = 'so-1';

describe('answers', () => {
  test('are XML unless JSON is asked for, with or without .view, and tell of the server', async () => {
    const xml = await app.inject('/rest/ping.view?u=me&v=1.16.1&c=test');
    expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(xml.body).toContain(
      '<subsonic-response xmlns="http://subsonic.org/restapi" status="ok" version="1.16.1"',
    );
    expect(await ask('ping')).toMatchObject({ status: 'ok', type: 'tonearm', openSubsonic: true });
  });

  test('are of the folder that is asked for alone', async () => {
    const { file } = options.library!;
    const folders = [join(music, 'music'), join(music, 'mixed')];
    await mkdir(folders[1], { recursive: true });
    const two = await appWith({ library: { file, folders, watch: false } });
    const { musicFolder } = (await ask('getMusicFolders', {}, two)).musicFolders;
    const { id } = musicFolder.find(({ name }: { name: string }) => name === 'mixed');
    const within = { musicFolderId: String(id) };
    const ids = (songs: readonly { id: string }[]) => songs.map(({ id }) => id).sort();
    const everything = { ...within, query: '', songCount: '100', albumCount: '100', artistCount: '100' };
    const { song, album, artist } = (await ask('search3', everything, two)).searchResult3;
    expect(ids(song)).toEqual(['so-2', 'so-3']);
    expect([album, artist].map((some) => some.map(({ name }: { name: string }) => name))).toEqual([
      ['Mixed'],
      ['Various Artists'],
    ]);
    const words = { ...within, query: 'mixed', songOffset: '1' };
    expect(ids((await ask('search3', words, two)).searchResult3.song)).toEqual(['so-3']);
    expect(ids((await ask('getRandomSongs', within, two)).randomSongs.song)).toEqual(['so-2', 'so-3']);
    const all = (await ask('search3', { query: '', songCount: '100' }, two)).searchResult3.song;
    expect(all.length).toBe(60);
  });

  test('say what is missing, what is not there and what is not offered, with the numbers of Subsonic', async () => {
    expect((await ask('getSong')).error.code).toBe(10);
    for (const id of ['so-999', 'al-1', 'nothing', '1', 'so-1e1'])
      expect((await ask('getSong', { id })).error, id).toMatchObject({ code: 70 });
    expect((await ask('getPodcasts')).error).toMatchObject({ code: 70 });
    for (const name of ['createPlaylist', 'star', 'scrobble', 'deletePlaylist', 'setRating'])
      expect((await ask(name)).error.code, name).toBe(50);
  });

  test('of the state of a scan count the songs that are there', async () => {
    expect((await ask('getScanStatus')).scanStatus).toEqual({ scanning: false, count: 60 });
  });

  test('name the extensions that are there', async () => {
    const { openSubsonicExtensions } = await ask('getOpenSubsonicExtensions');
    expect(openSubsonicExtensions).toContainEqual({ name: 'sonicSimilarity', versions: [1] });
    const { body } = await app.inject('/rest/getOpenSubsonicExtensions');
    expect(body).toContain(
      '<openSubsonicExtensions name="sonicSimilarity"><versions>1</versions></openSubsonicExtensions>',
    );
  });

  test('of a server without a library say how to get one', async () => {
    const without = await appWith({});
    const { error } = await ask('getArtists', {}, without);
    expect(error).toMatchObject({ code: 70, message: expect.stringContaining('tonearm serve ~/Music') });
  });
});

describe('the access token', () => {
  let closed: FastifyInstance;

  beforeAll(async () => {
    closed = await appWith({ access: { token: TOKEN }, onlyKnownHosts: false });
  });

  const md5 = (text: string) => createHash('md5').update(text).digest('hex');

  async function pinged(query: Record<string, string>, more: InjectOptions = STRANGER) {
    const { body, headers } = await closed.inject({
      url: '/rest/ping',
      query: { f: 'json', ...query },
      ...more,
    });
    return { headers, ...JSON.parse(body)['subsonic-response'] };
  }

  test.each([
    ['salted', { u: 'me', t: md5(`${TOKEN}salt`), s: 'salt' }],
    ['as a password', { u: 'me', p: TOKEN }],
    ['as a password in hex', { u: 'me', p: `enc:${Buffer.from(TOKEN).toString('hex')}` }],
    ['as a key', { apiKey: TOKEN }],
  ])('opens the door to other machines %s, and pages of others may read', async (_, query) => {
    const { status, headers } = await pinged(query as Record<string, string>);
    expect(status).toBe('ok');
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  test.each(['/rest/ping/more', '/rest/../index.html', '/rest/%2e%2e/api/models', '/restless'])(
    'opens no other door: %s is guarded as everything is',
    async (url) => {
      const stranger = { remoteAddress: '203.0.113.7', headers: { 'x-forwarded-for': '203.0.113.7' } };
      expect((await closed.inject({ url, ...stranger })).statusCode).toBe(401);
    },
  );

  test('may come in a form', async () => {
    const { body } = await closed.inject({
      method: 'POST',
      url: '/rest/ping.view',
      ...STRANGER,
      headers: { ...STRANGER.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `u=me&p=${TOKEN}&f=json`,
    });
    expect(JSON.parse(body)['subsonic-response'].status).toBe('ok');
  });

  test.each([
    ['missing', {}, 10],
    ['wrong', { u: 'me', t: md5('wrong'), s: '' }, 40],
    ['salted with another salt', { u: 'me', t: md5(`${TOKEN}salt`), s: 'pepper' }, 40],
    ['a wrong key', { apiKey: 'nope' }, 44],
    ['shown in two ways', { apiKey: TOKEN, u: 'me' }, 43],
  ])('is told apart where it is %s', async (_, query, code) => {
    const { error, headers } = await pinged(query as Record<string, string>);
    expect(error.code).toBe(code);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('need not be shown on this machine, but a wrong one is told there as well', async () => {
    expect((await pinged({}, {})).status).toBe('ok');
    expect((await pinged({ u: 'me', p: 'a slip' }, {})).error.code).toBe(40);
  });

  test('is not in the log', async () => {
    const { loggerTo } = await import('../logging.ts');
    const { serializers } = loggerTo(process.stderr, 'info') as {
      serializers: { req(request: object): { url: string } };
    };
    const { url } = serializers.req({ url: `/rest/ping?u=me&t=1a&s=2b&p=3c&apiKey=4d&id=so-1` });
    expect(url).toBe('/rest/ping?u=me&t=***&s=***&p=***&apiKey=***&id=so-1');
  });

  test('guards scripts, which any page could run, and names of functions are no code', async () => {
    const script = { f: 'jsonp', callback: 'app.on' };
    const known = await closed.inject({ url: '/rest/ping', query: { ...script, apiKey: TOKEN } });
    expect(known.headers['content-type']).toContain('text/javascript');
    expect(known.body).toMatch(/^\/\*\*\/app\.on\(\{"subsonic-response".*\}\);$/);
    const local = await closed.inject({ url: '/rest/ping', query: script });
    expect(local.headers['content-type']).toContain('application/json');
    const odd = await closed.inject({
      url: '/rest/ping',
      query: { f: 'jsonp', callback: 'alert(1);x', apiKey: TOKEN },
    });
    expect(odd.headers['content-type']).toContain('application/json');
  });

  test('a server without one answers its own machine alone', async () => {
    const { body } = await app.inject({
      url: '/rest/ping?f=json',
      remoteAddress: '203.0.113.7',
      headers: { host: 'localhost' },
    });
    expect(JSON.parse(body)['subsonic-response'].error.code).toBe(50);
  });
});

describe('browsing', () => {
  test('leads from folders and artists to albums and songs, with what is known of them', async () => {
    expect((await ask('getMusicFolders')).musicFolders.musicFolder).toEqual([{ id: 0, name: 'music' }]);
    const { artists } = await ask('getArtists');
    const named = artists.index.flatMap(({ artist }: Answer) => artist);
    const under = named.find(({ name }: Answer) => name === 'Ünder');
    const { artist } = await ask('getArtist', { id: under.id });
    expect(artist).toMatchObject({
      name: 'Ünder',
      albumCount: 1,
      album: [{ name: 'First', songCount: 1, year: 1994 }],
    });
    const { album } = await ask('getAlbum', { id: artist.album[0].id });
    expect(album.song[0]).toMatchObject({
      id: FIRST,
      title: HOSTILE,
      parent: album.id,
      albumId: album.id,
      artistId: artist.id,
      genre: 'Hip-Hop',
      genres: [{ name: 'Hip-Hop' }],
      track: 2,
      year: 1994,
      duration: 100,
      suffix: 'mp3',
      contentType: 'audio/mpeg',
      moods: ['calm'],
      replayGain: { trackGain: -10 },
      isDir: false,
    });
    expect((await ask('getSong', { id: FIRST })).song).toEqual(album.song[0]);
  });

  test('an index passes over articles and accents', async () => {
    const { indexes } = await ask('getIndexes');
    const letters = indexes.index.map(({ name }: Answer) => name);
    expect(letters).toEqual([...letters].sort());
    const underU = indexes.index.find(({ name }: Answer) => name === 'U').artist;
    expect(underU.map(({ name }: Answer) => name)).toContain('Ünder');
  });

  test('songs of several artists in one folder and on one album are a compilation, found by each of them', async () => {
    const { searchResult3 } = await ask('search3', { query: 'mixed' });
    const { album } = await ask('getAlbum', { id: searchResult3.album[0].id });
    expect(album.song).toMatchObject([{ title: 'Drei' }, { title: 'Zwei', discNumber: 2 }]);
    expect(searchResult3.album).toMatchObject([{ name: 'Mixed', artist: 'Various Artists', songCount: 2 }]);
    const { song } = searchResult3;
    const { artist } = await ask('getArtist', { id: song[0].artistId });
    expect(artist).toMatchObject({ name: 'The Made Ups', album: [{ name: 'Mixed' }] });
  });

  test('a song without tags is found by the name of its file, on an album of its own', async () => {
    const { song } = await ask('getSong', { id: 'so-4' });
    expect(song).toMatchObject({
      title: expect.stringMatching(/^3 .*\.mp3$/),
      album: '[Unknown Album]',
      artist: '[Unknown Artist]',
    });
  });

  test('folders are walked as older clients do', async () => {
    const { song } = await ask('getSong', { id: FIRST });
    const { directory: artist } = await ask('getMusicDirectory', { id: song.artistId });
    expect(artist.child).toMatchObject([{ id: song.albumId, isDir: true, title: 'First' }]);
    const { directory: album } = await ask('getMusicDirectory', { id: song.albumId });
    expect(album.child).toMatchObject([{ id: FIRST, isDir: false }]);
  });

  test('an XML answer holds every sign of a name', async () => {
    const { body } = await app.inject(`/rest/getSong?id=${FIRST}`);
    expect(body).toContain('title="&lt;b&gt;&amp;&quot;quo&apos;te&quot;&#10;]]&gt;"');
    expect(body).toContain('<genres name="Hip-Hop"/>');
  });
});

describe('lists', () => {
  const names = async (query: Record<string, string>) =>
    (await ask('getAlbumList2', query)).albumList2.album.map(({ name }: Answer) => name);

  test('of albums come in the order that is asked for, a page at a time', async () => {
    const all = await names({ type: 'alphabeticalByName', size: '500' });
    expect(all).toEqual([...all].sort((a, b) => a.localeCompare(b, 'en')));
    expect(await names({ type: 'alphabeticalByName', size: '2', offset: '1' })).toEqual(all.slice(1, 3));
    expect(await names({ type: 'byGenre', genre: 'hip-hop' })).toContain('First');
    expect(await names({ type: 'byYear', fromYear: '1994', toYear: '1994' })).toContain('First');
    expect((await names({ type: 'newest', size: '500' })).at(-1)).toBe('First');
    expect((await names({ type: 'random', size: '500' })).sort()).toEqual([...all].sort());
    expect(await names({ type: 'starred' })).toEqual([]);
    expect((await ask('getAlbumList2', { type: 'constructor' })).error.code).toBe(0);
    expect((await ask('getAlbumList', { type: 'newest' })).albumList.album[0]).toMatchObject({ isDir: true });
  });

  test('of songs follow genre and year', async () => {
    const { genres } = await ask('getGenres');
    const hiphop = genres.genre.find(({ value }: Answer) => value === 'Hip-Hop');
    const { songsByGenre } = await ask('getSongsByGenre', { genre: 'Hip-Hop', count: '500' });
    expect(songsByGenre.song).toHaveLength(hiphop.songCount);
    const { randomSongs } = await ask('getRandomSongs', {
      fromYear: '1994',
      toYear: '1994',
      genre: 'Hip-Hop',
    });
    expect(randomSongs.song.every(({ year }: Answer) => year === 1994)).toBe(true);
    expect(
      new Set((await ask('getRandomSongs', { size: '30' })).randomSongs.song.map(({ id }: Answer) => id))
        .size,
    ).toBe(30);
  });

  test('of what is looked for are pages, and nothing looked for is everything', async () => {
    for (const query of ['', '""']) {
      const { searchResult3 } = await ask('search3', { query, songCount: '500' });
      expect(searchResult3.song).toHaveLength(60);
    }
    const { searchResult3 } = await ask('search3', { query: 'zwei', songOffset: '1' });
    expect(searchResult3).toMatchObject({ artist: [], song: [] });
  });
});

describe('similar songs', () => {
  test('come nearest first with a similarity, and never the song itself', async () => {
    const { sonicMatch } = await ask('getSonicSimilarTracks', { id: FIRST, count: '5' });
    expect(sonicMatch).toHaveLength(5);
    const shares = sonicMatch.map(({ similarity }: Answer) => similarity);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares[0]).toBeLessThanOrEqual(1);
    expect(shares[4]).toBeGreaterThan(0);
    const near = sonicMatch.map(({ entry }: Answer) => entry.id);
    expect(near).not.toContain(FIRST);
    const { similarSongs2 } = await ask('getSimilarSongs2', { id: FIRST, count: '5' });
    expect(similarSongs2.song.map(({ id }: Answer) => id)).toEqual(near);
  });

  test('are found for an album and an artist too', async () => {
    const { song } = await ask('getSong', { id: FIRST });
    for (const id of [song.albumId, song.artistId]) {
      const { similarSongs } = await ask('getSimilarSongs', { id, count: '4' });
      expect(similarSongs.song).toHaveLength(4);
    }
  });

  test('artists whose songs sound alike are told, by the id of one, of an album of theirs or of a song', async () => {
    const { song } = await ask('getSong', { id: FIRST });
    const ids = [song.artistId, song.albumId, FIRST];
    const told = await Promise.all(ids.map((id) => ask('getArtistInfo2', { id, count: '3' })));
    const [{ similarArtist }] = told.map(({ artistInfo2 }) => artistInfo2);
    expect(similarArtist).toHaveLength(3);
    for (const { artistInfo2 } of told) expect(artistInfo2.similarArtist).toEqual(similarArtist);
    expect(similarArtist.map(({ id }: Answer) => id)).not.toContain(song.artistId);
    expect(similarArtist.map(({ name }: Answer) => name)).not.toContain('[Unknown Artist]');
    const { artist } = await ask('getArtist', { id: similarArtist[0].id });
    expect(artist.name).toBe(similarArtist[0].name);
    const { artistInfo } = await ask('getArtistInfo', { id: song.artistId, count: '0' });
    expect(artistInfo.similarArtist).toEqual([]);
    expect((await ask('getArtistInfo2', { id: 'ar-nobody' })).error.code).toBe(70);
  });

  test('a path goes from the first song to the last', async () => {
    const { sonicMatch } = await ask('findSonicPath', { startSongId: FIRST, endSongId: 'so-40', count: '6' });
    const ids = sonicMatch.map(({ entry }: Answer) => entry.id);
    expect([ids[0], ids.at(-1)]).toEqual([FIRST, 'so-40']);
    expect(ids.length).toBeLessThanOrEqual(6);
    expect(sonicMatch[0].similarity).toBe(1);
    expect((await ask('findSonicPath', { startSongId: FIRST })).error.code).toBe(10);
    const { error } = await ask('findSonicPath', { startSongId: FIRST, endSongId: FIRST });
    expect(error.message).toContain('two different songs');
  });
});

describe('playlists and files', () => {
  test('playlists are those of the library, one by a rule is made when it is read', async () => {
    const { playlists } = await ask('getPlaylists');
    expect(playlists.playlist).toMatchObject([
      { name: 'By hand', songCount: 2 },
      { name: 'By rule', songCount: 0 },
    ]);
    const [byHand, byRule] = await Promise.all(
      playlists.playlist.map(async ({ id }: Answer) => (await ask('getPlaylist', { id })).playlist),
    );
    expect(byHand.entry.map(({ id }: Answer) => id)).toEqual(['so-3', FIRST]);
    expect(byRule.entry).toHaveLength(3);
    expect((await ask('getPlaylist', { id: 'pl-99' })).error.code).toBe(70);
  });

  test('a song is sent as it lies there, whole and in parts', async () => {
    const whole = await app.inject(`/rest/stream.view?id=${FIRST}&format=raw`);
    expect(whole.headers).toMatchObject({ 'content-type': 'audio/mpeg', 'accept-ranges': 'bytes' });
    const range = await app.inject({ url: `/rest/stream?id=${FIRST}`, headers: { range: 'bytes=10-19' } });
    expect(range.statusCode).toBe(206);
    expect(range.rawPayload).toEqual(whole.rawPayload.subarray(10, 20));
    const kept = await app.inject(`/rest/download?id=${FIRST}`);
    expect(kept.headers['content-disposition']).toMatch(/^attachment/);
    const { error } = await ask('stream', { id: 'so-2' });
    expect(error).toMatchObject({ code: 70, message: expect.stringContaining('scan its folder again') });
  });

  test('a cover is that of the song, of the first song of an album, or none', async () => {
    const { song } = await ask('getSong', { id: FIRST });
    for (const id of [FIRST, song.albumId, song.artistId]) {
      const { headers, rawPayload } = await app.inject(`/rest/getCoverArt?id=${id}&size=200`);
      expect(headers['content-type']).toBe('image/png');
      expect(rawPayload).toEqual(DOT_PNG);
    }
    expect((await ask('getCoverArt', { id: 'al-nothing' })).error.code).toBe(70);
  });
});
