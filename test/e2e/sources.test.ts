/** Songs from elsewhere through HTTP and the command line, with every source as a server on this machine. */

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { AppOptions } from '../../src/server/app.ts';
import { createApp } from '../support/built.ts';
import { runHere } from '../support/command.ts';
import { song } from '../support/hostile-files.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { filesIn } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { openSongSources, PIXEL, type SongSources } from '../support/song-sources.ts';
import { postRaw } from '../support/upload.ts';
import { answerJson } from '../support/web-server.ts';

const BIN = resolve(import.meta.dirname, '../../bin/tonearm.js');
let world: SongSources;
let folder: string;
let options: AppOptions;
let app: FastifyInstance;
let logged: string;
const others: FastifyInstance[] = [];

beforeAll(async () => {
  world = await openSongSources();
  folder = await mkdtemp(join(tmpdir(), 'tonearm-elsewhere-'));
  const modelsDirectory = join(folder, 'models');
  await mkdir(modelsDirectory);
  await writeSmallModel(modelsDirectory);
  await writeFile(join(folder, 'sources.json'), JSON.stringify(world.settings));
  const stream = new Writable({
    write(chunk, _encoding, done) {
      logged += chunk;
      done();
    },
  });
  options = {
    modelsDirectory,
    webDirectory: join(folder, 'nowhere'),
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    sources: world.settings,
    logger: { level: 'warn', stream },
  };
  app = await createApp(options);
});

afterEach(() => {
  world.recover();
  logged = '';
});

afterAll(async () => {
  await Promise.all([app, ...others].map((each) => each?.close()));
  await world.close();
  await removeFolder(folder);
});

const post = (url: string, body: unknown, headers = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(body),
  });
const classify = (body: unknown, headers = {}) => post('/api/classifications', body, headers);

test.each([
  ['an address', () => ({ url: `${world.origin}/files/song.wav` })],
  ['a source and an id', () => ({ source: 'itunes', id: '111' })],
])('POST /api/classifications with %s gives the same as the bytes', async (_, body) => {
  const { timings: _sent, ...sent } = (await postRaw(app, song(5))).json();
  const response = await classify(body());
  const { timings: _fetched, ...fetched } = response.json();
  expect([response.statusCode, fetched]).toEqual([200, sent]);
  expect(await filesIn(options.uploadParent!)).toEqual([]);
});

test('POST /api/classifications as a stream of events tells how the song comes', async () => {
  const response = await classify({ source: 'jamendo', id: '333' }, { accept: 'text/event-stream' });
  const stages = [...response.body.matchAll(/"stage":"(\w+)"/g)].map(([, stage]) => stage);
  expect([...new Set(stages)]).toEqual(['fetching', 'waiting', 'listening']);
  expect(response.body).toContain('event: result');
});

test.each<[unknown, number, string]>([
  [{ url: 'http://127.0.0.1:22/' }, 400, 'bad-request'],
  [{ url: 'http://169.254.169.254/latest/meta-data/' }, 400, 'bad-request'],
  [{ url: 'http://[::ffff:10.0.0.1]/' }, 400, 'bad-request'],
  [{ url: 'file:///etc/passwd' }, 400, 'bad-request'],
  [{ url: 5 }, 400, 'bad-request'],
  [{}, 400, 'bad-request'],
  [{ source: 'itunes' }, 400, 'bad-request'],
  [{ source: 'itunes', id: '../1' }, 400, 'bad-request'],
  [{ source: 'itunes', id: '111', url: 'http://a.example' }, 400, 'bad-request'],
  [{ source: 'itunes', id: '111', more: 1 }, 400, 'bad-request'],
  [{ source: 'napster', id: '1' }, 404, 'not-found'],
  [{ source: 'itunes', id: '999' }, 404, 'not-found'],
])('POST /api/classifications with %j is refused', async (body, status, code) => {
  const response = await classify(body);
  expect([response.statusCode, response.json().code]).toEqual([status, code]);
  expect(await filesIn(options.uploadParent!)).toEqual([]);
});

test('POST /api/classifications with an address that leads inside is refused, and the inside hears nothing', async () => {
  world.disturb('itunes', ({ headers }, response) => {
    response.writeHead(302, { location: `http://localhost:${headers.host!.split(':')[1]}/inside` }).end();
  });
  const response = await classify({ url: `${world.origin}/lookup?id=1` });
  expect(response.json().code).toBe('bad-request');
  expect(world.asked).not.toContain('/inside');
});

test('POST /api/classifications with an address of something else than sound is told so', async () => {
  const response = await classify({ url: `${world.origin}/files/login.html` });
  expect([response.statusCode, response.json().code]).toEqual([415, 'unsupported-format']);
});

test('POST /api/classifications with JSON that cannot be read is told so', async () => {
  const headers = { 'content-type': 'application/json' };
  const response = await postRaw(app, new TextEncoder().encode('{"url":'), headers);
  expect([response.statusCode, response.json().code]).toEqual([400, 'bad-request']);
});

test('POST /api/classifications has the bounds of an upload', async () => {
  const small = await createApp({ ...options, limits: { uploadBytes: 1000 } });
  others.push(small);
  const response = await small.inject({
    method: 'POST',
    url: '/api/classifications',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ url: `${world.origin}/files/song.wav` }),
  });
  expect([response.statusCode, response.json().code]).toEqual([413, 'too-large']);
});

test('GET /api/search finds songs, with pictures from here', async () => {
  const { songs, outcomes } = (await app.inject('/api/search?q=blue')).json();
  expect(outcomes).toHaveLength(5);
  expect(songs[0]).toMatchObject({ source: 'itunes', id: '111', thumbnail: '/api/thumbnails/itunes/111' });
  expect(JSON.stringify(songs)).not.toContain('100bb');
  const picture = await app.inject(songs[0].thumbnail);
  expect([picture.headers['content-type'], picture.rawPayload]).toEqual(['image/png', PIXEL]);
  expect((await app.inject('/api/thumbnails/itunes/112')).statusCode).toBe(404);
});

test('GET /api/search asks the source that is named', async () => {
  const { songs } = (await app.inject('/api/search?q=blue&source=deezer')).json();
  expect(songs.map(({ source }: { source: string }) => source)).toEqual(['deezer']);
});

test('GET /api/search tells the listener plainly, and the operator all, what failed', async () => {
  world.disturb('deezer', (_, response) =>
    answerJson(response, { error: { type: 'Exception', message: 'raw detail', code: 100 } }),
  );
  const response = await app.inject('/api/search?q=failing');
  const { songs, outcomes } = response.json();
  expect(songs.length).toBeGreaterThan(3);
  expect(outcomes[1]).toEqual({ source: 'deezer', message: 'Deezer gave no usable answer.' });
  expect(response.body).not.toContain('raw detail');
  const line = logged.split('\n').find((each) => each.includes('raw detail'))!;
  expect(JSON.parse(line)).toMatchObject({ reqId: response.headers['x-request-id'], source: 'deezer' });
});

test.each(['', '?q=', '?q=a&source=', `?q=${'a'.repeat(201)}`])(
  'GET /api/search: %s makes no sense',
  async (query) => {
    expect((await app.inject(`/api/search${query}`)).statusCode).toBe(400);
  },
);

test('GET /api/search is limited for each client', async () => {
  const strict = await createApp({ ...options, limits: { searchesPerMinute: 1 } });
  others.push(strict);
  expect((await strict.inject('/api/search?q=a')).statusCode).toBe(200);
  expect((await strict.inject('/api/search?q=b')).statusCode).toBe(429);
});

test('POST /api/audio hands on sound, by its content, and keeps nothing', async () => {
  const response = await post('/api/audio', { source: 'itunes', id: '111' });
  expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'audio/wav']);
  expect(response.rawPayload.equals(Buffer.from(song(5)))).toBe(true);
  await expect.poll(() => filesIn(options.uploadParent!)).toEqual([]);
});

test.each([
  [{ url: '/files/login.html' }, 415],
  [{ url: '/files/gone' }, 404],
])('POST /api/audio hands on nothing else: %j', async ({ url }, status) => {
  const response = await post('/api/audio', { url: world.origin + url });
  expect([response.statusCode, response.body.includes('<h1>')]).toEqual([status, false]);
  await expect.poll(() => filesIn(options.uploadParent!)).toEqual([]);
});

test('POST /api/audio is not for pages of other origins', async () => {
  const body = { url: `${world.origin}/files/song.wav` };
  const response = await post('/api/audio', body, { origin: 'https://evil.example' });
  expect(response.statusCode).toBe(403);
});

test('what is said about sources holds for the description of the interface', async () => {
  const document = (await app.inject('/api/openapi.json')).json();
  const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema(document, 'openapi');
  const answers = [
    ['SourceList', await app.inject('/api/sources')],
    ['SearchAnswer', await app.inject('/api/search?q=blue')],
    ['Problem', await app.inject('/api/search')],
  ] as const;
  for (const [name, answer] of answers) {
    const validate = ajv.getSchema(`openapi#/components/schemas/${name}`)!;
    validate(answer.json());
    expect(validate.errors ?? [], name).toEqual([]);
  }
  expect(answers[0][1].json().sources.every(({ on }: { on: boolean }) => on)).toBe(true);
});

test('tonearm: classify hears addresses beside files, and a bad one stops nothing', async () => {
  await writeFile(join(folder, 'here.wav'), song(5));
  const there = `${world.origin}/files/song.wav`;
  const { code, stdout } = await tonearm('classify', there, 'http://127.0.0.1:1/', 'here.wav', '--json');
  const [fetched, refused, local] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(code).toBe(1);
  expect(fetched).toEqual({ ...local, file: there });
  expect(refused).toMatchObject({ file: 'http://127.0.0.1:1/', error: { code: 'bad-request' } });
});

test('tonearm: search lists songs, and picks one', async () => {
  const list = await tonearm('search', 'blue', 'in', 'green');
  expect([list.code, list.stderr]).toEqual([0, '']);
  expect(list.stdout).toContain(
    '  1  The Trio: Blue in Green\n     itunes, preview, https://music.apple.com/',
  );
  const picked = await tonearm('search', 'blue', '--source', 'archive', '--json');
  expect(
    picked.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id),
  ).toEqual(['gd77-05-08', 'untitled']);
  const heard = await tonearm('search', 'blue', '--pick', '4', '--json');
  expect([heard.code, heard.stderr]).toEqual([0, '']);
  expect(JSON.parse(heard.stdout)).toMatchObject({ file: 'The Creatives: Common', durationSeconds: 5 });
});

test('tonearm: search --list tells what is on', async () => {
  const { code, stdout } = await tonearm('search', '--list', '--json');
  expect(code).toBe(0);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).name),
  ).toContain('youtube');
});

test.each([
  [['search']],
  [['search', 'blue', '--pick', '99']],
  [['search', 'blue', '--pick', 'x']],
  [['search', 'blue', '--source', 'napster']],
  [['search', 'blue', '--sources', 'nowhere.json']],
])('tonearm: %j makes no sense', async (args) => {
  const ran = await runHere(args, folder);
  expect([ran.code, ran.stdout]).toEqual([2, '']);
  expect(ran.stderr).not.toBe('');
});

function tonearm(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const env = { ...process.env, TONEARM_SOURCES: join(folder, 'sources.json') };
    const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, env });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}
