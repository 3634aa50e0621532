import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { removeFolder } from '../../test/support/remove-folder.ts';
import {
  openSongSources,
  PIXEL,
  type SongSources,
  type SourceName,
} from '../../test/support/song-sources.ts';
import { answerJson, type Handler } from '../../test/support/web-server.ts';
import { readSettings, SETTINGS_VARIABLE } from './settings.ts';
import { Sources } from './sources.ts';

const LIMITS = { maxBytes: 5e6, wholeSeconds: 20, idleSeconds: 10 };
const WEB_SOURCES: readonly SourceName[] = ['itunes', 'deezer', 'archive', 'jamendo'];
let world: SongSources;
let folder: string;
let files = 0;

beforeAll(async () => {
  world = await openSongSources();
  folder = await mkdtemp(join(tmpdir(), 'tonearm-sources-'));
});

afterEach(() => {
  world.recover();
  vi.unstubAllEnvs();
});

afterAll(async () => {
  await world.close();
  await removeFolder(folder);
});

const open = () => new Sources(world.settings);
const newPath = () => join(folder, `song-${++files}`);

describe('a search', () => {
  test('asks every source and takes one of each in turn', async () => {
    const { songs, outcomes } = await open().search('  blue   in green ');
    expect(outcomes).toEqual(
      ['itunes', 'deezer', 'archive', 'jamendo', 'youtube'].map((source) => ({ source, message: null })),
    );
    expect(songs.map(({ source, id }) => `${source}:${id}`)).toEqual([
      'itunes:111',
      'deezer:222',
      'archive:gd77-05-08',
      'jamendo:333',
      'youtube:dQw4w9WgXcQ',
      'archive:untitled',
    ]);
    expect(songs[0]).toEqual({
      source: 'itunes',
      id: '111',
      title: 'Blue in Green',
      artist: 'The Trio',
      durationSeconds: 337,
      extent: 'preview',
      pageUrl: 'https://music.apple.com/us/album/1?i=111',
      thumbnailUrl: `${world.origin}/files/200x200bb.png`,
    });
    expect(songs[2]).toMatchObject({
      title: 'Live at the Hall',
      artist: 'The Band, Friends',
      extent: 'full',
    });
    expect(songs[4]).toMatchObject({ title: 'blue in green', artist: 'A channel', durationSeconds: 212 });
    expect(world.asked).toContain('/search?term=blue+in+green&media=music&entity=song&limit=20');
  });

  test('what a source says is made harmless', async () => {
    const { songs } = await open().search('x', 'deezer');
    expect(songs[0]).toMatchObject({ title: 'Harder <b>Better</b>', pageUrl: null });
  });

  test('may find nothing', async () => {
    const { songs, outcomes } = await open().search('nothing');
    expect([songs, outcomes.filter(({ message }) => message)]).toEqual([[], []]);
    expect((await open().search('"(&&', 'archive')).songs).toEqual([]);
  });

  test('words cannot become operators of a query, nor options of a program', async () => {
    await open().search('x) OR mediatype:movies NOT', 'archive');
    const query = new URL(world.asked.at(-1)!, world.origin).searchParams.get('q');
    expect(query).toBe('(x AND or AND mediatype AND movies AND not) AND mediatype:audio');
    const { songs } = await open().search('--exec touch /x; $(id) `id`', 'youtube');
    expect(songs[0].title).toBe('--exec touch /x; $(id) `id`');
  });

  test('is remembered for a while', async () => {
    const sources = open();
    await sources.search('Twice', 'itunes');
    const before = world.asked.length;
    await sources.search(' twice', 'itunes');
    expect(world.asked.length).toBe(before);
  });

  test('of a source that is not on is refused', async () => {
    await expect(open().search('x', 'napster')).rejects.toMatchObject({ code: 'not-found' });
    const plain = new Sources({ off: ['deezer'] });
    await expect(plain.search('x', 'deezer')).rejects.toMatchObject({ code: 'not-found' });
    await expect(plain.search('x', 'youtube')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('too many of them find the budget spent, and the source is left alone', async () => {
    const sources = open();
    const many = Array.from({ length: 25 }, (_, i) => sources.search(`song ${i}`, 'itunes'));
    const messages = (await Promise.all(many)).map(({ outcomes }) => outcomes[0].message);
    expect(messages.filter((message) => message === null)).toHaveLength(20);
    expect(messages.at(-1)).toBe('iTunes was asked too often. Try again in a minute.');
  });

  test('can be called off', async () => {
    world.disturb('itunes', () => {});
    const stop = new AbortController();
    const searching = open().search('x', 'itunes', stop.signal);
    stop.abort(new Error('enough'));
    await expect(searching).rejects.toThrow('enough');
  });
});

describe.each(WEB_SOURCES)('%s fails alone', (name) => {
  const BUSY = /was asked too often/;
  const UNUSABLE = /gave no usable answer/;
  test.each<[string, Handler, RegExp]>([
    ['an error', (_, response) => answerJson(response, { secret: 'trace' }, 500), UNUSABLE],
    ['a rate limit', (_, response) => response.writeHead(429).end(), BUSY],
    ['no JSON', (_, response) => response.end('<html>secret</html>'), UNUSABLE],
    ['JSON of another shape', (_, response) => answerJson(response, { songs: 'secret' }), UNUSABLE],
    ['a list of another shape', (_, response) => answerJson(response, strange()), UNUSABLE],
    ['null', (_, response) => answerJson(response, null), UNUSABLE],
    ['far too much', (_, response) => response.end(Buffer.alloc(3e6, 32)), UNUSABLE],
    ['a loop', ({ url }, response) => response.writeHead(302, { location: url }).end(), UNUSABLE],
    [
      'a redirect inside',
      (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      UNUSABLE,
    ],
    ['nothing', (request) => void request.socket.destroy(), UNUSABLE],
  ])('with %s', async (_, handler, message) => {
    world.disturb(name, handler);
    const { songs, outcomes } = await open().search('blue');
    const outcome = outcomes.find(({ source }) => source === name)!;
    expect(outcome.message).toMatch(message);
    expect(outcome.message).not.toContain('secret');
    expect(outcome.error).toBeInstanceOf(Error);
    expect(outcomes.filter((other) => other !== outcome).map((other) => other.message)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(new Set(songs.map(({ source }) => source)).size).toBe(4);
  });
});

describe('sources that put their errors into answers', () => {
  test.each<[SourceName, unknown, RegExp]>([
    ['deezer', { error: { type: 'Exception', message: 'Quota limit exceeded', code: 4 } }, /too often/],
    ['deezer', { error: { type: 'Exception', message: 'secret', code: 100 } }, /no usable answer/],
    ['jamendo', { headers: { status: 'failed', code: 6, error_message: 'Rate' }, results: [] }, /too often/],
    [
      'jamendo',
      { headers: { status: 'failed', code: 5, error_message: 'secret' }, results: [] },
      /no usable/,
    ],
  ])('%s: %j', async (name, answer, message) => {
    world.disturb(name, (_, response) => answerJson(response, answer));
    const { outcomes } = await open().search('x', name);
    expect(outcomes[0].message).toMatch(message);
  });
});

describe('a song is fetched', () => {
  test.each([
    ['itunes', '111', 'RIFF', { title: 'Blue in Green', extent: 'preview' }],
    ['deezer', '222', '\xff', { artist: 'Two Robots', extent: 'preview' }],
    ['jamendo', '333', 'RIFF', { title: 'Common', extent: 'full' }],
    ['youtube', 'dQw4w9WgXcQ', '\0\0\0', { title: 'A song', extent: 'full' }],
  ])('from %s', async (source, id, head, expected) => {
    const path = newPath();
    const { song } = await open().fetch({ source, id }, path, LIMITS);
    expect(song).toMatchObject({ source, id, ...expected });
    expect((await readFile(path, 'latin1')).startsWith(head)).toBe(true);
  });

  test('from the archive: the first track of the item, by its real name', async () => {
    world.disturb('archive', (_, response) =>
      answerJson(response, {
        files: [{ name: 'files/b.wav' }, { name: 'files/a #1.wav', title: 'A', length: '3:05' }],
      }),
    );
    const { song } = await open().fetch({ source: 'archive', id: 'an-item' }, newPath(), LIMITS);
    expect(song).toMatchObject({ title: 'A', durationSeconds: 185 });
    expect(world.asked.at(-1)).toBe('/download/an-item/files/a%20%231.wav');
  });

  test('from the archive: the tracks of an album in their order, and the one that is chosen', async () => {
    const sources = open();
    const { songs } = await sources.search('band live', 'archive');
    expect(songs[0]).toMatchObject({ id: 'gd77-05-08', tracks: 'archive:gd77-05-08' });
    const album = await sources.search(songs[0].tracks!);
    expect(album.outcomes).toEqual([{ source: 'archive', message: null }]);
    expect(album.songs.map(({ id, title, durationSeconds }) => [id, title, durationSeconds])).toEqual([
      ['gd77-05-08:1', 'First', 185],
      ['gd77-05-08:2', 'Second', 61.5],
    ]);
    expect(album.songs[1]).not.toHaveProperty('tracks');
    const { song } = await sources.fetch({ source: 'archive', id: 'gd77-05-08:2' }, newPath(), LIMITS);
    expect(song).toMatchObject({ id: 'gd77-05-08:2', title: 'Second' });
    expect(world.asked.at(-1)).toBe('/download/gd77-05-08/disc%201/02%20Second.mp3');
    const third = sources.fetch({ source: 'archive', id: 'gd77-05-08:3' }, newPath(), LIMITS);
    await expect(third).rejects.toMatchObject({ code: 'not-found' });
  });

  test('words with a colon are words, unless they name an album', async () => {
    expect((await open().search('itunes:blue')).outcomes.length).toBeGreaterThan(1);
    const { songs, outcomes } = await open().search('archive:no-such-item');
    expect(songs).toEqual([]);
    expect(outcomes).toMatchObject([
      { source: 'archive', message: 'Internet Archive has no such album with sound.' },
    ]);
  });

  test('from a plain address', async () => {
    const path = newPath();
    const fetched = await open().fetch({ url: `${world.origin}/files/song.wav` }, path, LIMITS);
    expect(fetched).toEqual({ song: null });
    expect((await readFile(path, 'latin1')).slice(0, 4)).toBe('RIFF');
  });

  test.each([
    ['itunes', '999', 'not-found'],
    ['itunes', '112', 'not-found'],
    ['itunes', '1&term=x', 'bad-request'],
    ['deezer', '999', 'not-found'],
    ['deezer', '../user/1', 'bad-request'],
    ['archive', 'gone', 'not-found'],
    ['archive', '../../x', 'bad-request'],
    ['jamendo', '999', 'not-found'],
    ['youtube', 'gonegonegon', 'source-failed'],
    ['youtube', '--exec=x', 'bad-request'],
    ['youtube', 'toolargebef', 'not-found'],
    ['napster', '1', 'not-found'],
  ])('not %s %s: %s', async (source, id, code) => {
    await expect(open().fetch({ source, id }, newPath(), LIMITS)).rejects.toMatchObject({ code });
  });

  test('never where a source points inside', async () => {
    world.disturb('jamendo', (_, response) =>
      answerJson(response, {
        headers: { status: 'success', code: 0 },
        results: [{ id: '1', name: 'x', artist_name: 'x', duration: 1, audio: 'http://127.0.0.1:1/latest' }],
      }),
    );
    const fetching = open().fetch({ source: 'jamendo', id: '1' }, newPath(), LIMITS);
    await expect(fetching).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('not by address where the operator wants none', async () => {
    const sources = new Sources({ ...world.settings, off: ['url'] });
    await expect(
      sources.fetch({ url: `${world.origin}/files/song.wav` }, newPath(), LIMITS),
    ).rejects.toMatchObject({
      code: 'bad-request',
    });
  });
});

describe('pictures', () => {
  test('of songs that were found, and of no others', async () => {
    const sources = open();
    const { signal } = new AbortController();
    await expect(sources.picture('itunes', '111', signal)).rejects.toMatchObject({ code: 'not-found' });
    await sources.search('blue', 'itunes');
    expect(await sources.picture('itunes', '111', signal)).toEqual({ type: 'image/png', bytes: PIXEL });
    const before = world.asked.length;
    await sources.picture('itunes', '111', signal);
    expect(world.asked.length).toBe(before);
  });

  test('that are none are not handed on', async () => {
    world.disturb('jamendo', (_, response) =>
      answerJson(response, {
        headers: { status: 'success', code: 0 },
        results: [
          {
            id: '1',
            name: '',
            artist_name: '',
            duration: 1,
            audio: 'x',
            image: `${world.origin}/files/a.html`,
          },
        ],
      }),
    );
    const sources = open();
    await sources.search('x', 'jamendo');
    await expect(sources.picture('jamendo', '1', new AbortController().signal)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('what people do not know of the web', () => {
  test('iTunes says 403 to those who ask too often', async () => {
    world.disturb('itunes', (_, response) => response.writeHead(403).end());
    const { outcomes } = await open().search('x', 'itunes');
    expect(outcomes[0].message).toBe('iTunes was asked too often. Try again in a minute.');
    await expect(open().fetch({ source: 'itunes', id: '111' }, newPath(), LIMITS)).rejects.toMatchObject({
      code: 'busy',
    });
  });

  test('JSON may begin with a byte order mark', async () => {
    world.disturb('itunes', (_, response) => response.end('\ufeff\n\n{"resultCount":0,"results":[]}'));
    expect((await open().search('x', 'itunes')).outcomes).toEqual([{ source: 'itunes', message: null }]);
  });

  test.each([403, 404, 410])('a preview whose address answers %i has expired', async (status) => {
    const previewUrl = `${world.origin}/expired/${status}.m4a`;
    world.disturb('itunes', (_, response) =>
      answerJson(response, { results: [{ trackId: 5, trackName: 'x', artistName: 'y', previewUrl }] }),
    );
    const fetching = open().fetch({ source: 'itunes', id: '5' }, newPath(), LIMITS);
    await expect(fetching).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('preview of this song at iTunes has expired'),
    });
  });

  test('without a network every source says so', async () => {
    const off = ['archive', 'jamendo', 'youtube'] as const;
    const endpoints = { itunes: 'http://127.0.0.1:1', deezer: 'http://no-such-name.invalid' };
    const sources = new Sources({ off: [...off], endpoints });
    const { outcomes } = await sources.search('x');
    expect(outcomes.map(({ message }) => message)).toEqual([
      'iTunes cannot be reached from here. Check the network, then try again.',
      'Deezer cannot be reached from here. Check the network, then try again.',
    ]);
    const link = { url: 'https://www.deezer.com/en/track/222' };
    await expect(sources.fetch(link, newPath(), LIMITS)).rejects.toMatchObject({
      code: 'source-failed',
      message: 'Deezer cannot be reached from here. Check the network, then try again.',
    });
  });

  test.each([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', /^A link to YouTube .*Search for the song by its name/],
    ['https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC', /^A link to Spotify .*own players/],
    ['https://music.apple.com/us/album/x/1440857781', /^A link to Apple Music .*not to an album/],
    ['https://www.deezer.com/en/playlist/1', /^A link to Deezer /],
  ])('%s is a page, and no file: the way out is told', async (url, message) => {
    const sources = new Sources({ off: ['youtube'] });
    await expect(sources.fetch({ url }, newPath(), LIMITS)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(message),
    });
    await expect(sources.search(url)).rejects.toThrow(message);
  });

  test.each([
    ['https://youtu.be/dQw4w9WgXcQ?si=x', { source: 'youtube', id: 'dQw4w9WgXcQ' }],
    ['https://music.apple.com/us/album/blue/1?i=111', { source: 'itunes', id: '111' }],
    ['https://music.apple.com/us/song/blue-in-green/111', { source: 'itunes', id: '111' }],
    ['https://www.deezer.com/en/track/222', { source: 'deezer', id: '222' }],
  ])('%s is the page of one song, which its source has', async (url, expected) => {
    expect((await open().fetch({ url }, newPath(), LIMITS)).song).toMatchObject(expected);
  });
});

describe('yt-dlp', () => {
  test.each([
    ['broken', 'YouTube: yt-dlp.js says: Unable to download API page: HTTP Error 403'],
    ['garbage', 'YouTube gave no usable answer.'],
    ['endless', 'YouTube: yt-dlp.js failed and did not say why. A newer version may help.'],
  ])('that is %s fails alone', async (query, message) => {
    const { outcomes } = await open().search(query, 'youtube');
    expect(outcomes[0].message).toBe(message);
    if (query === 'broken') expect(causeOf(outcomes[0].error)).toContain('a trace');
  });

  test('that is not there fails alone', async () => {
    const sources = new Sources({ ...world.settings, youtube: { ytDlp: join(folder, 'nowhere') } });
    expect((await sources.search('x', 'youtube')).outcomes[0].message).toMatch(
      /^YouTube: nowhere cannot be started here\. .* install it/,
    );
  });

  test('that fetches too much is stopped', async () => {
    const fetching = open().fetch({ source: 'youtube', id: 'toolargeaft' }, newPath(), LIMITS);
    await expect(fetching).rejects.toMatchObject({ code: 'too-large' });
  });

  test('that hangs, in a folder and with an environment of its own, is killed with all that it started', async () => {
    const spot = await mkdtemp(join(tmpdir(), 'tonearm-pids-'));
    vi.stubEnv('SECRET', 'x');
    vi.stubEnv('PATH', `${spot}${delimiter}${process.env.PATH}`);
    const own = await mkdtemp(join(folder, 'own-'));
    const stop = new AbortController();
    const options = { ...LIMITS, signal: stop.signal };
    const fetching = open().fetch({ source: 'youtube', id: 'hangshangsh' }, join(own, 'song'), options);
    const pids = await vi.waitUntil(() => readFile(join(spot, 'pids'), 'utf8').catch(() => ''), {
      timeout: 10_000,
    });
    stop.abort(new Error('enough'));
    await expect(fetching).rejects.toThrow('enough');
    const { cwd, ...environment } = JSON.parse(await readFile(join(spot, 'environment'), 'utf8'));
    expect([dirname(cwd), environment.HOME, environment.SECRET]).toEqual([own, cwd, undefined]);
    for (const pid of pids.split(' ')) await vi.waitUntil(() => !isRunning(Number(pid)), { timeout: 5000 });
    expect(await readdir(own)).toEqual([]);
    await removeFolder(spot);
  });

  test('of this machine, where there is one, knows every option that is used', async (context) => {
    const { stdout, error } = spawnSync('yt-dlp', ['--help'], { encoding: 'utf8' });
    if (error) return context.skip();
    const standIn = await readFile(new URL('../../test/support/yt-dlp.js', import.meta.url), 'utf8');
    const used = new Set(standIn.match(/'--[a-z-]+'/g)!.map((name) => name.slice(1, -1)));
    expect(used.size).toBeGreaterThan(10);
    for (const name of used) expect(stdout, name).toMatch(new RegExp(`${name}\\b`));
  });
});

describe('settings', () => {
  test('none are needed, and nothing that takes a decision is on', async () => {
    vi.stubEnv(SETTINGS_VARIABLE, '');
    const { states, fetchesUrls } = new Sources(await readSettings());
    expect(states.map(({ name, on }) => [name, on])).toEqual([
      ['itunes', true],
      ['deezer', true],
      ['archive', true],
      ['jamendo', false],
      ['youtube', false],
    ]);
    expect(fetchesUrls).toBe(true);
    for (const { needs, on, terms, limits } of states) {
      expect([needs === null, new URL(terms).protocol]).toEqual([on, 'https:']);
      expect(limits).not.toBe('');
    }
  });

  test('are read from a file', async () => {
    const path = join(folder, 'settings.json');
    await writeFile(path, JSON.stringify(world.settings));
    expect(await readSettings(path)).toEqual(world.settings);
    vi.stubEnv(SETTINGS_VARIABLE, path);
    expect(await readSettings()).toEqual(world.settings);
  });

  test.each([
    '',
    '[]',
    '{"of":["url"]}',
    '{"off":["napster"]}',
    '{"jamendo":{"clientId":"a&b"}}',
    '{"origins":["file:///"]}',
    '{"origins":["http://user@host"]}',
    '{"ports":[0]}',
    '{"endpoints":{"youtube":"http://x"}}',
  ])('that make no sense are refused: %s', async (text) => {
    const path = join(folder, 'wrong.json');
    await writeFile(path, text);
    await expect(readSettings(path)).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('that are not there are refused', async () => {
    await expect(readSettings(join(folder, 'nowhere.json'))).rejects.toMatchObject({ code: 'bad-request' });
  });
});

/** Lists of the right name in the right place, with something else in them. */
function strange(): unknown {
  const items = [{ secret: 1 }];
  return {
    results: items,
    data: items,
    response: { docs: items },
    headers: { status: 'success', code: 0 },
  };
}

function causeOf(error: unknown): string {
  return String((error as Error).cause);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
