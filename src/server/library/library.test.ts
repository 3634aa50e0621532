/** The library over HTTP: real songs, heard by the server itself, and every way that shall lead nowhere. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFile,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp, scan } from '../../../test/support/built.ts';
import { DOT_PNG, withId3 } from '../../../test/support/id3.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { writeSmallModel } from '../../../test/support/small-model.ts';
import { MADE_UP_GENRES, synthesise, wavOf } from '../../../test/support/songs.ts';
import type { Prediction } from '../../classify/prediction.ts';
import { openLibrary } from '../../library/store/store.ts';
import type { AppOptions } from '../app.ts';
import type { CopyPage, LibrarySong, SongPage } from '../library-schema.ts';

type Response = Awaited<ReturnType<FastifyInstance['inject']>>;

const AUDIO = join(import.meta.dirname, '../../../test/fixtures/audio');
const ODD_NAMES = ['line\nfeed.wav', 'אבג‮gpj.wav', `${'ü'.repeat(125)}.wav`, 'quo"te\\%;ü.wav'];
const STRANGER: InjectOptions = { remoteAddress: '203.0.113.7', headers: { host: 'music.example' } };
const TOKEN = 'a-token-for-tests-0123';

let folder: string;
let music: string;
let options: AppOptions;
let app: FastifyInstance;
const others: FastifyInstance[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-http-'));
  music = join(folder, 'music');
  const modelsDirectory = join(folder, 'models');
  await mkdir(modelsDirectory);
  const modelPath = await writeSmallModel(modelsDirectory);
  await writeMusic();
  options = {
    modelsDirectory,
    webDirectory: join(folder, 'no-page'),
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    library: { file: join(folder, 'library.sqlite'), folders: [music, join(folder, 'more')] },
  };
  const library = await openLibrary(options.library!.file);
  await scan(library, [music, join(folder, 'more'), join(folder, 'private')], { modelPath, workers: 2 });
  await library.destroy();
  app = await createApp(options);
});

afterAll(async () => {
  await Promise.all([app, ...others].map((each) => each?.close()));
  await removeFolder(folder);
});

async function writeMusic(): Promise<void> {
  for (const place of ['music/deep/er', 'more', 'private', 'elsewhere']) {
    await mkdir(join(folder, place), { recursive: true });
  }
  for (const [seed, name] of ODD_NAMES.entries()) await writeFile(join(music, name), songBytes(seed));
  // Twice, for a copy is known by 2 s of sound, and rests are none.
  const once = await readFile(join(AUDIO, 'tune.mp3'));
  const tune = Buffer.concat([once, once]);
  const tags = { title: 'Ünder', artist: 'The Made Ups', album: 'First', genre: 'Folk', picture: DOT_PNG };
  await writeFile(join(music, 'deep/er/tagged.mp3'), withId3(tune, tags));
  const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  await writeFile(join(music, 'deep/script.mp3'), withId3(tune, { title: 'Script', picture: script }));
  await copyFile(join(AUDIO, 'tune.flac'), join(folder, 'more/tune.flac'));
  await copyFile(join(AUDIO, 'tune.flac'), join(music, 'copy.flac'));
  await writeFile(join(music, 'broken.mp3'), 'no music');
  await writeFile(join(folder, 'private/secret.wav'), songBytes(99));
  await writeFile(join(folder, 'elsewhere/secret.wav'), songBytes(98));
  await writeFile(join(music, 'swap.wav'), songBytes(20));
  await writeFile(join(music, 'gone.wav'), songBytes(21));
}

function songBytes(seed: number): Uint8Array {
  const genre = MADE_UP_GENRES[seed % MADE_UP_GENRES.length];
  return wavOf(synthesise({ genre, artist: seed % 3, seed, seconds: 4 }));
}

async function appWith(more: AppOptions): Promise<FastifyInstance> {
  const other = await createApp({ ...options, ...more });
  others.push(other);
  return other;
}

async function songsOf(query = ''): Promise<LibrarySong[]> {
  return (await app.inject(`/api/library/songs?limit=500${query}`)).json<SongPage>().songs;
}

async function songNamed(name: string): Promise<LibrarySong> {
  const found = (await songsOf()).find(({ file }) => file.name === name);
  expect(found, name).toBeDefined();
  return found!;
}

describe('what is there', () => {
  test('is told in numbers', async () => {
    const summary = (await app.inject('/api/library')).json();
    expect(summary).toMatchObject({
      songs: 9,
      files: 11,
      failed: 1,
      folders: [
        { id: 0, name: 'more' },
        { id: 1, name: 'music' },
      ],
      scannable: true,
      writable: false,
      scan: null,
    });
    const counted = summary.genres.reduce((sum: number, { songs }: { songs: number }) => sum + songs, 0);
    expect(counted).toBe(9);
  });

  test('is only what lies in the folders that were named, though the library knows more', async () => {
    const names = (await songsOf()).map(({ file }) => file.name).sort();
    expect(names).toEqual(
      [...ODD_NAMES, 'deep/er/tagged.mp3', 'deep/script.mp3', 'gone.wav', 'swap.wav', 'tune.flac'].sort(),
    );
    const { total } = (await app.inject('/api/library/songs?q=secret')).json();
    expect(total).toBe(0);
    for (let id = 1; id <= 15; id++) {
      const { body } = await app.inject(`/api/library/songs/${id}`);
      expect(body).not.toContain('secret');
    }
  });

  test('comes in pages', async () => {
    const all = (await songsOf('&sort=duration')).map(({ id }) => id);
    const pages = await Promise.all(
      [0, 4, 8].map((offset) => app.inject(`/api/library/songs?sort=duration&limit=4&offset=${offset}`)),
    );
    expect(pages.flatMap((page) => page.json<SongPage>().songs.map(({ id }) => id))).toEqual(all);
    expect(pages[1].json()).toMatchObject({ total: 9, offset: 4 });
  });

  test('is searched, filtered and sorted', async () => {
    expect((await songsOf('&q=under%20MADE')).map(({ title }) => title)).toEqual(['Ünder']);
    expect((await songsOf('&artist=the%20made%20ups')).map(({ title }) => title)).toEqual(['Ünder']);
    const [first, ...rest] = await songsOf('&sort=confidence&order=desc');
    expect(rest.every(({ confidence }) => confidence <= first.confidence)).toBe(true);
    const genre = await songsOf(`&genre=${first.genre}`);
    expect(new Set(genre.map((song) => song.genre))).toEqual(new Set([first.genre]));
    const fast = await songsOf('&tempoMin=100&tempoMax=140');
    expect(fast.every(({ tempo }) => tempo >= 100 && tempo <= 140)).toBe(true);
    const [sure, unsure] = [await songsOf('&sure=true'), await songsOf('&sure=false')];
    expect([sure.length + unsure.length, unsure.every((song) => song.unsure)]).toEqual([9, true]);
  });

  test('is told by number', async () => {
    const [a, , b] = await songsOf('&sort=duration');
    const found = await songsOf(`&sort=duration&ids=${b.id},999999,${a.id}`);
    expect(found.map(({ id }) => id)).toEqual([a.id, b.id]);
  });

  test('has a course along all of it, worked out once', async () => {
    const { id, durationSeconds } = await songNamed('tune.flac');
    const address = `/api/library/songs/${id}/course`;
    const [first, second] = await Promise.all([app.inject(address), app.inject(address)]);
    expect(first.statusCode, first.body).toBe(200);
    const course = first.json<Prediction>();
    expect(course.segments.at(-1)!.endSeconds).toBeLessThanOrEqual(durationSeconds);
    expect(course.segments[0].startSeconds).toBeCloseTo(0, 2);
    expect(second.json()).toEqual(course);
    expect((await app.inject('/api/library/songs/999999/course')).statusCode).toBe(404);
    expect((await app.inject({ ...STRANGER, url: address })).statusCode).toBe(403);
  }, 60_000);

  test('is found by the bytes of a file', async () => {
    const hash = createHash('sha256').update(songBytes(20)).digest('hex');
    expect((await songsOf(`&hash=${hash}`)).map(({ file }) => file.name)).toEqual(['swap.wav']);
    const secret = createHash('sha256').update(songBytes(99)).digest('hex');
    expect(await songsOf(`&hash=${secret}`)).toEqual([]);
  });

  test('a song with every copy of it and the model that heard it', async () => {
    const { id } = await songNamed('tune.flac');
    const song = (await app.inject(`/api/library/songs/${id}`)).json();
    expect(song).toMatchObject({
      model: { name: 'small', version: '1.0.0' },
      files: [
        { name: 'tune.flac', folder: 0 },
        { name: 'copy.flac', folder: 1 },
      ],
    });
  });

  test('songs that sound alike, nearest first', async () => {
    const { id } = await songNamed('swap.wav');
    const { songs } = (await app.inject(`/api/library/songs/${id}/similar?limit=3`)).json();
    const distances = songs.map(({ distance }: { distance: number }) => distance);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(songs.map(({ song }: { song: LibrarySong }) => song.id)).not.toContain(id);
    expect(songs[0].why.length).toBeGreaterThan(0);
  });

  test('recordings that are there more than once, and no others', async () => {
    const page = (await app.inject('/api/library/copies')).json<CopyPage>();
    const names = page.groups.map((songs) => songs.map(({ file }) => file.name).toSorted());
    expect(page).toMatchObject({ total: names.length, offset: 0 });
    const tunes = names.filter((group) => group.includes('deep/script.mp3'));
    expect(tunes).toEqual([expect.arrayContaining(['deep/er/tagged.mp3', 'deep/script.mp3'])]);
    expect(names.flat().every((name) => /tagged|script|tune|copy/.test(name))).toBe(true);
    const equal = names.filter((group) => group.includes('copy.flac'));
    expect(equal).toEqual([expect.arrayContaining(['copy.flac', 'tune.flac'])]);
    expect((await app.inject('/api/library/copies?offset=50')).json().groups).toEqual([]);
  });

  test('what could not be heard, and why', async () => {
    const page = (await app.inject('/api/library/failures')).json();
    expect(page).toMatchObject({
      total: 1,
      failures: [{ file: { name: 'broken.mp3', folder: 1 }, code: 'unsupported-format' }],
    });
  });

  test.each([
    '/api/library/songs/999999',
    '/api/library/songs/999999/similar',
    '/api/library/songs/999999/audio',
    '/api/library/songs/999999/cover',
  ])('%s is not', async (url) => {
    const response = await app.inject(url);
    expect([response.statusCode, response.json().code]).toEqual([404, 'not-found']);
  });

  test.each([
    'songs?limit=501',
    'copies?limit=501',
    'songs?limit=0',
    'songs?offset=-1',
    'songs?sort=path',
    'songs?q=a&q=b',
    'songs?ids=1,a',
    'songs?tempoMin=NaN',
    `songs?q=${'x'.repeat(201)}`,
    'songs/0',
    'songs/-1',
    'songs/1.5',
    'songs/9007199254740993',
    'songs/1/similar?limit=101',
    'wishes',
    'wishes?energy=2',
    'wishes?like=one',
    'wishes?unknown=1',
    'songs/..%2f..%2fetc%2fpasswd',
    'songs/..%2f..%2fetc%2fpasswd/audio',
    'scans/none/events',
  ])('%s makes no sense', async (path) => {
    const response = await app.inject(`/api/library/${path}`);
    expect([response.statusCode, response.json().code]).toEqual([400, 'bad-request']);
  });

  test('no answer holds a path of this machine', async () => {
    const { id } = await songNamed('deep/er/tagged.mp3');
    for (const path of [
      '',
      '/songs',
      '/failures',
      '/copies',
      `/songs/${id}`,
      `/songs/${id}/similar`,
      '/songs/999999',
    ]) {
      expect((await app.inject(`/api/library${path}`)).body).not.toContain(folder);
    }
  });
});

describe('the map', () => {
  const url = '/api/library/map';

  test('has a place for every song, and a colour for those with a claim', async () => {
    const { genres, ids, x, y, genre } = (await app.inject(url)).json();
    const songs = await songsOf();
    expect([...ids].sort()).toEqual(songs.map(({ id }) => id).sort());
    expect([x.length, y.length, genre.length]).toEqual([9, 9, 9]);
    expect([...x, ...y].every((place) => place >= -1 && place <= 1)).toBe(true);
    for (const song of songs) {
      const colour = genres[genre[ids.indexOf(song.id)]];
      expect(colour).toBe(song.unsure ? undefined : song.genre);
    }
  });

  test('is sent compressed, and once', async () => {
    const plain = await app.inject(url);
    const packed = await app.inject({ url, headers: { 'accept-encoding': 'br, gzip' } });
    expect([plain.headers['content-encoding'], packed.headers['content-encoding']]).toEqual([
      undefined,
      'gzip',
    ]);
    expect(gunzipSync(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
    const refused = await app.inject({ url, headers: { 'accept-encoding': 'gzip;q=0' } });
    expect(refused.headers['content-encoding']).toBeUndefined();
    const kept = await app.inject({ url, headers: { 'if-none-match': String(plain.headers.etag) } });
    expect([kept.statusCode, kept.body]).toEqual([304, '']);
  });

  test('songs come by what is wished for, without those that are named', async () => {
    const all = (await app.inject('/api/library/songs?limit=100')).json() as SongPage;
    const { id } = all.songs[0]!;
    const { songs } = (await app.inject(`/api/library/wishes?energy=0&unlike=${id}&limit=100`)).json();
    expect(songs.map(({ song }: { song: LibrarySong }) => song.id)).not.toContain(id);
    const distances = songs.map(({ distance }: { distance: number }) => distance);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect((await app.inject('/api/library/wishes?like=999999')).statusCode).toBe(404);
  });

  test('the map says what its songs are like, and nothing of what is not sure', async () => {
    const { songs } = (await app.inject('/api/library/songs?limit=100')).json() as SongPage;
    const map = (await app.inject('/api/library/map')).json();
    for (const [i, id] of map.ids.entries()) {
      const song = songs.find((each) => each.id === id)!;
      const tempo = song.tempoConfidence === null ? null : Math.round(song.beatsPerMinute);
      expect([map.mood[i], map.camelot[i], map.year[i]]).toEqual([song.mood, song.camelot, song.year]);
      expect([map.beatsPerMinute[i], map.energy[i]]).toEqual([tempo, Math.round(100 * song.energy!) / 100]);
      if (song.mood !== null) expect(map.likelyMood[i]).toBe(song.mood);
    }
  });
});

describe('kept playlists', () => {
  const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path = '', payload?: object): Promise<Response> =>
    app.inject({ method, url: `/api/library/kept-playlists${path}`, ...(payload && { payload }) });

  test('are kept, read with their songs, changed, listed and deleted', async () => {
    const [one, two] = [(await songNamed('swap.wav')).id, (await songNamed('tune.flac')).id];
    const kept = (await ask('POST', '', { title: 'Night', songs: [two, one, 999_999, two] })).json();
    const ids = kept.songs.map(({ song }: { song: LibrarySong }) => song.id);
    expect([kept.title, kept.smart, ids]).toEqual(['Night', false, [two, one, two]]);
    await ask('PUT', `/${kept.id}`, { title: 'Day', songs: [one] });
    const listed = (await ask('GET')).json().playlists;
    expect(listed).toMatchObject([{ id: kept.id, title: 'Day', smart: false, songs: 1 }]);
    expect((await ask('DELETE', `/${kept.id}`)).statusCode).toBe(204);
    const gone = await ask('GET', `/${kept.id}`);
    expect([gone.statusCode, gone.json().detail]).toEqual([
      404,
      'This playlist is gone: somebody deleted it.',
    ]);
  });

  test('that follow a rule have the songs that the rule finds now', async () => {
    const rule = { artist: 'The Made Ups', length: 5 };
    const { id, smart } = (await ask('POST', '', { title: 'Made up', songs: [], rule })).json();
    const { songs } = (await ask('GET', `/${id}`)).json();
    expect([smart, songs.map(({ song }: { song: LibrarySong }) => song.artist)]).toEqual([
      true,
      ['The Made Ups'],
    ]);
    await ask('DELETE', `/${id}`);
  });

  test.each<[string, object]>([
    ['no title', { songs: [] }],
    ['a title that is none', { title: '', songs: [] }],
    ['songs that are none', { title: 'x', songs: ['1'] }],
    ['a rule that is none', { title: 'x', songs: [], rule: { length: 0 } }],
    ['a rule with something else in it', { title: 'x', songs: [], rule: { length: 1, path: '/etc' } }],
  ])('with %s are refused', async (_, payload) => {
    expect((await ask('POST', '', payload)).statusCode).toBe(400);
  });
});

describe('playlists', () => {
  const make = async (request: object): Promise<Response> =>
    app.inject({ method: 'POST', url: '/api/library/playlists', payload: request });
  const fileOf = (payload: object, more: InjectOptions = {}) =>
    app.inject({ method: 'POST', url: '/api/library/playlists/file?format=m3u8', payload, ...more });

  test('after a song, without it, the same each time', async () => {
    const { id } = await songNamed('swap.wav');
    const [one, other] = [await make({ seeds: [id], length: 3 }), await make({ seeds: [id], length: 3 })];
    const { songs, seconds, complete } = one.json();
    expect([songs.length, complete, seconds > 0]).toEqual([3, true, true]);
    expect(songs.map(({ song }: { song: LibrarySong }) => song.id)).not.toContain(id);
    expect(other.json()).toEqual(one.json());
  });

  test('to be mixed, with energy that rises', async () => {
    const { songs } = (await make({ length: 4, window: 0, mix: true, energyCourse: 'rising' })).json();
    expect(songs).toHaveLength(4);
    for (const { why } of songs.slice(1)) expect(why.join()).toMatch(/same (key|tempo)|\d+[AB]? to \d+/);
  });

  test('from one song to another', async () => {
    const [from, to] = [(await songNamed('swap.wav')).id, (await songNamed('tune.flac')).id];
    const { songs } = (await make({ from, to, length: 4 })).json();
    expect([songs[0].song.id, songs.at(-1).song.id]).toEqual([from, to]);
  });

  test('of songs as they are asked for, by any column', async () => {
    const all = (await make({ length: 20, window: 0 })).json().songs;
    const longest = Math.max(...all.map(({ song }: { song: LibrarySong }) => song.durationSeconds));
    const some = { length: 20, window: 0, durationSecondsMax: longest - 0.01, mood: ['calm', 'sad'] };
    expect((await make({ ...some, mood: undefined })).json().songs.length).toBeLessThan(all.length);
    const { songs } = (await make(some)).json();
    for (const { song } of songs) expect(['calm', 'sad']).toContain(song.mood);
    expect((await make({ ...some, energyMin: 2 })).json().songs).toEqual([]);
  });

  test.each<[object, number]>([
    [{ length: 3, energyMin: '0.2' }, 400],
    [{ length: 3, mood: [1] }, 400],
    [{ length: 3, mix: 'yes' }, 400],
    [{ length: 3, energyCourse: 'sideways' }, 400],
    [{ length: 3, colour: 'blue' }, 400],
    [{ seeds: [999999], length: 3 }, 404],
    [{ seeds: [], length: 0 }, 400],
    [{ seeds: [], length: 501 }, 400],
    [{ to: 5, length: 3 }, 400],
    [{ seeds: ['../x'], length: 3 }, 400],
    [{}, 400],
  ])('%j makes no sense', async (request, status) => {
    expect((await make(request)).statusCode).toBe(status);
  });

  test('as a file with whole paths here, with names alone elsewhere', async () => {
    const { id } = await songNamed('deep/er/tagged.mp3');
    const list = { title: 'A/B\n"Ü"', songs: [id, 999999] };
    const here = await fileOf(list);
    expect(here.body).toContain(join(music, 'deep/er/tagged.mp3'));
    expect(here.headers['content-disposition']).toBe(
      `attachment; filename="A B _.m3u8"; filename*=UTF-8''A%20B%20%C3%9C.m3u8`,
    );
    const open = await appWith({ access: { openToAll: true }, onlyKnownHosts: false });
    const there = await open.inject({
      ...STRANGER,
      method: 'POST',
      url: '/api/library/playlists/file?format=xspf',
      payload: list,
    });
    expect(there.headers['content-type']).toBe('application/xspf+xml; charset=utf-8');
    expect(there.body).toContain('<location>music/deep/er/tagged.mp3</location>');
    expect(there.body).not.toContain(folder);
  });
});

/** Nine songs, of which one has two files. */
const FILES = 10;

describe('everything as a file', () => {
  test('as a table and as lines of JSON, without paths of this machine', async () => {
    const csv = await app.inject('/api/library/export?format=csv');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.body.match(/^path,content_hash,/gm)).toHaveLength(1);
    expect(csv.body).toContain('\nmusic/deep/er/tagged.mp3,');
    const jsonl = await app.inject('/api/library/export?format=jsonl');
    const songs = jsonl.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const equal = ['more/tune.flac', 'music/copy.flac'];
    expect(songs.map(({ path }) => path)).toEqual(expect.arrayContaining(equal));
    expect([songs.length, `${csv.body}${jsonl.body}`.includes(folder)]).toEqual([FILES, false]);
  });

  test('as Parquet', async () => {
    const { headers, rawPayload } = await app.inject('/api/library/export?format=parquet');
    expect(headers['content-type']).toBe('application/vnd.apache.parquet');
    const rows = await parquetReadObjects({ file: new Uint8Array(rawPayload).buffer });
    expect(rows.map(({ path }) => path)).toContain('more/tune.flac');
    expect(rows).toHaveLength(FILES);
  });
});

describe('sound', () => {
  test('comes whole', async () => {
    const { id } = await songNamed('deep/er/tagged.mp3');
    const response = await app.inject(`/api/library/songs/${id}/audio`);
    const bytes = await readFile(join(music, 'deep/er/tagged.mp3'));
    expect(response.rawPayload.equals(bytes)).toBe(true);
    expect(response.headers).toMatchObject({
      'accept-ranges': 'bytes',
      'content-type': 'audio/mpeg',
      'content-length': String(bytes.length),
      'x-content-type-options': 'nosniff',
    });
  });

  test.each([
    ['bytes=0-9', 0, 9],
    ['bytes=100-', 100, -1],
    ['bytes=-7', -7, -1],
    ['bytes=5-99999999', 5, -1],
  ])('%s comes in parts', async (range, start, end) => {
    const { id } = await songNamed('deep/er/tagged.mp3');
    const bytes = await readFile(join(music, 'deep/er/tagged.mp3'));
    const response = await app.inject({ url: `/api/library/songs/${id}/audio`, headers: { range } });
    const [from, to] = [start, end].map((at) => (at < 0 ? bytes.length + at : at));
    expect([response.statusCode, response.headers['content-range']]).toEqual([
      206,
      `bytes ${from}-${to}/${bytes.length}`,
    ]);
    expect(response.rawPayload.equals(bytes.subarray(from, to + 1))).toBe(true);
  });

  test.each(['bytes=9-0', 'bytes=a-b', 'bytes=0-1,5-6', 'lines=0-1', 'bytes=-'])(
    '%s cannot be read and is left aside',
    async (range) => {
      const { id } = await songNamed('swap.wav');
      const response = await app.inject({ url: `/api/library/songs/${id}/audio`, headers: { range } });
      expect(response.statusCode).toBe(200);
    },
  );

  test('beyond the end there is none', async () => {
    const { id } = await songNamed('swap.wav');
    const request = { url: `/api/library/songs/${id}/audio`, headers: { range: 'bytes=99999999-' } };
    const response = await app.inject(request);
    expect([response.statusCode, response.headers['content-range']]).toEqual([
      416,
      expect.stringMatching(/^bytes \*\/\d+$/),
    ]);
  });

  test('that has not changed is not sent again; a part of what has changed is sent whole', async () => {
    const url = `/api/library/songs/${(await songNamed('gone.wav')).id}/audio`;
    const { etag } = (await app.inject({ url, method: 'HEAD' })).headers as { etag: string };
    expect((await app.inject({ url, headers: { 'if-none-match': etag } })).statusCode).toBe(304);
    const part = { range: 'bytes=0-1', 'if-range': etag };
    expect((await app.inject({ url, headers: part })).statusCode).toBe(206);
    await appendFile(join(music, 'gone.wav'), 'more');
    expect((await app.inject({ url, headers: part })).statusCode).toBe(200);
  });

  test('can be asked about alone', async () => {
    const { id } = await songNamed('swap.wav');
    const response = await app.inject({ url: `/api/library/songs/${id}/audio`, method: 'HEAD' });
    expect([response.statusCode, response.rawPayload.length]).toEqual([200, 0]);
    expect(Number(response.headers['content-length'])).toBeGreaterThan(1000);
  });

  test.each(ODD_NAMES.map((name) => [name]))('%j has its name in a header that is one line', async (name) => {
    const { id } = await songNamed(name);
    const response = await app.inject(`/api/library/songs/${id}/audio`);
    const header = String(response.headers['content-disposition']);
    expect(header).toMatch(/^inline; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w%!#$&+.^`|~-]+$/);
    expect(header.match(/"/g)).toHaveLength(2);
    expect(header).not.toMatch(/%0A|%E2%80%AE/i);
    expect(response.rawPayload.equals(await readFile(join(music, name)))).toBe(true);
  });
});

describe('files that have become something else', () => {
  /** Puts something in the place of `swap.wav`, asks for it, and puts the song back. */
  async function answerFor(replace: (path: string) => unknown) {
    const { id } = await songNamed('swap.wav');
    const path = join(music, 'swap.wav');
    await rename(path, join(folder, 'kept.wav'));
    try {
      await replace(path);
      const [audio, cover] = await Promise.all(
        ['audio', 'cover'].map((part) => app.inject(`/api/library/songs/${id}/${part}`)),
      );
      return { audio, cover };
    } finally {
      await removeFolder(path);
      await rename(join(folder, 'kept.wav'), path);
    }
  }

  test.each<[string, (path: string) => unknown]>([
    ['a link to a file outside', (path) => symlink(join(folder, 'elsewhere/secret.wav'), path)],
    ['a link to a file inside', (path) => symlink(join(music, 'copy.flac'), path)],
    ['a link to nothing', (path) => symlink(join(folder, 'nothing'), path)],
    ['a link to itself', (path) => symlink(path, path)],
    ['nothing', () => {}],
  ])('%s is not followed', async (_, replace) => {
    const { audio, cover } = await answerFor(replace);
    expect([audio.statusCode, cover.statusCode]).toEqual([404, 404]);
    expect(audio.body).not.toContain(folder);
  });

  test('a folder on the way that has become a link leads nowhere', async () => {
    const { id } = await songNamed('deep/er/tagged.mp3');
    await writeFile(join(folder, 'elsewhere/tagged.mp3'), 'ID3 stolen');
    await rename(join(music, 'deep/er'), join(folder, 'kept'));
    await symlink(join(folder, 'elsewhere'), join(music, 'deep/er'));
    try {
      for (const part of ['audio', 'cover']) {
        expect((await app.inject(`/api/library/songs/${id}/${part}`)).statusCode).toBe(404);
      }
    } finally {
      await unlink(join(music, 'deep/er'));
      await rename(join(folder, 'kept'), join(music, 'deep/er'));
    }
  });

  test('what is no sound is not handed out, whatever its name', async () => {
    const { audio } = await answerFor((path) => writeFile(path, 'root:x:0:0:'));
    expect([audio.statusCode, audio.json().code]).toEqual([415, 'unsupported-format']);
  });

  test.each<[string, (path: string) => unknown]>([
    ['a folder', (path) => mkdir(path)],
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
  ])('%s by that name keeps nobody waiting', async (_, replace) => {
    const { audio, cover } = await answerFor(replace);
    expect([audio.statusCode, cover.statusCode]).toEqual([404, 404]);
  });

  test('another name of the same file is that file', async () => {
    const { audio } = await answerFor((path) => link(join(music, 'copy.flac'), path));
    expect([audio.statusCode, audio.headers['content-type']]).toEqual([200, 'audio/flac']);
  });
});

describe('covers', () => {
  test('come as they are in the tags, and are kept by the browser', async () => {
    const { id, hasCover } = await songNamed('deep/er/tagged.mp3');
    const response = await app.inject(`/api/library/songs/${id}/cover`);
    expect([hasCover, response.headers['content-type']]).toEqual([true, 'image/png']);
    expect(response.rawPayload.equals(DOT_PNG)).toBe(true);
    expect(response.headers['cache-control']).toBe('private, max-age=86400');
    const headers = { 'if-none-match': String(response.headers.etag) };
    expect((await app.inject({ url: `/api/library/songs/${id}/cover`, headers })).statusCode).toBe(304);
  });

  test.each(['deep/script.mp3', 'swap.wav'])('%s has none that may be shown', async (name) => {
    const { id } = await songNamed(name);
    const response = await app.inject(`/api/library/songs/${id}/cover`);
    expect([response.statusCode, response.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(response.headers).not.toHaveProperty('cache-control');
  });
});

describe('a server without a library', () => {
  test('says how to get one', async () => {
    const bare = await appWith({ library: undefined });
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/songs'],
      ['GET', '/songs/1/audio'],
      ['POST', '/scans'],
    ] as const) {
      const response = await bare.inject({ method, url: `/api/library${path}` });
      expect([response.statusCode, response.json().detail]).toEqual([
        404,
        expect.stringContaining('tonearm serve ~/Music'),
      ]);
    }
  });

  test.each([
    ['a folder that is not there', () => join(folder, 'nowhere'), 'not-found'],
    ['a file in place of a folder', () => join(music, 'copy.flac'), 'bad-request'],
  ])('%s is told to the operator at the start', async (_, path, code) => {
    const library = { file: join(folder, 'x.sqlite'), folders: [path()] };
    await expect(createApp({ ...options, library })).rejects.toMatchObject({ code });
  });
});

describe('strangers', () => {
  test('see nothing without the token', async () => {
    const guarded = await appWith({ access: { token: TOKEN }, onlyKnownHosts: false });
    for (const path of ['', '/songs', '/songs/1/audio', '/songs/1/cover', '/failures', '/copies']) {
      const response = await guarded.inject({ ...STRANGER, url: `/api/library${path}` });
      expect(response.statusCode, path).toBe(401);
    }
    const headers = { ...STRANGER.headers, authorization: `Bearer ${TOKEN}` };
    const summary = await guarded.inject({ ...STRANGER, url: '/api/library', headers });
    expect(summary.json()).toMatchObject({ songs: 9, scannable: true });
  });

  test('may look where it is open to all, and start nothing', async () => {
    const open = await appWith({ access: { openToAll: true }, onlyKnownHosts: false });
    expect((await open.inject({ ...STRANGER, url: '/api/library' })).json()).toMatchObject({
      songs: 9,
      scannable: false,
      writable: false,
    });
    const id = '00000000-0000-4000-8000-000000000000';
    for (const [method, path] of [
      ['POST', '/scans'],
      ['DELETE', `/scans/${id}`],
    ] as const) {
      const response = await open.inject({ ...STRANGER, method, url: `/api/library${path}` });
      expect([response.statusCode, response.json().code]).toEqual([401, 'unauthorized']);
    }
  });

  test('on other pages start nothing on this machine', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const response = await app.inject({ method: 'POST', url: '/api/library/scans', headers });
      expect(response.statusCode).toBe(403);
    }
  });
});

describe('the description of the interface', () => {
  test('holds for what the library answers', async () => {
    const document = (await app.inject('/api/openapi.json')).json();
    const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).addSchema(
      document,
      'openapi',
    );
    const { id } = await songNamed('deep/er/tagged.mp3');
    for (const [path, url] of [
      ['/api/library', '/api/library'],
      ['/api/library/songs', '/api/library/songs?limit=3'],
      ['/api/library/songs/{id}', `/api/library/songs/${id}`],
      ['/api/library/songs/{id}/similar', `/api/library/songs/${id}/similar`],
      ['/api/library/wishes', `/api/library/wishes?voice=0&like=${id}`],
      ['/api/library/failures', '/api/library/failures'],
      ['/api/library/copies', '/api/library/copies'],
      ['/api/library/map', '/api/library/map'],
    ]) {
      const place = ['paths', path, 'get', 'responses', '200', 'content', 'application/json', 'schema'];
      const pointer = place.map((part) => encodeURIComponent(part.replaceAll('/', '~1'))).join('/');
      const validate = ajv.getSchema(`openapi#/${pointer}`);
      expect(validate, path).toBeDefined();
      validate!((await app.inject(url)).json());
      expect(validate!.errors ?? [], path).toEqual([]);
    }
  });

  test('tells how to show the token', async () => {
    const { components, security } = (await app.inject('/api/openapi.json')).json();
    expect(components.securitySchemes.token).toMatchObject({ type: 'http', scheme: 'bearer' });
    expect(security).toContainEqual({ token: [] });
  });
});
