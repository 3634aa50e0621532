import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../test/support/built.ts';
import { removeFolder } from '../../test/support/remove-folder.ts';

const CONTENT = Buffer.from('\0asm and so on');
const ADDRESS = '/assets/runtime-12345678.wasm';

let folder: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-web-'));
  await mkdir(join(folder, 'page/assets'), { recursive: true });
  await writeFile(join(folder, 'page/index.html'), '<h1>Page</h1>');
  await mkdir(join(folder, 'page/views/library'), { recursive: true });
  await writeFile(join(folder, 'page/views/library/songs.html'), '<h1>Song</h1>');
  await writeFile(join(folder, `page${ADDRESS}.gz`), gzipSync(CONTENT));
  app = await createApp({
    webDirectory: join(folder, 'page'),
    modelsDirectory: join(folder, 'no-models'),
    uploadParent: join(folder, 'uploads'),
    workers: 1,
  });
});

afterAll(async () => {
  await app?.close();
  await removeFolder(folder);
});

test('a file that is kept compressed goes out as it is to who reads that', async () => {
  const { headers, rawPayload } = await app.inject({ url: ADDRESS, headers: { 'accept-encoding': 'gzip' } });
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'application/wasm' });
  expect(headers['cache-control']).toContain('immutable');
  expect(gunzipSync(rawPayload)).toEqual(CONTENT);
});

test('a file that is kept compressed is unpacked for everybody else', async () => {
  const { statusCode, headers, rawPayload } = await app.inject({ url: ADDRESS });
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({ 'content-type': 'application/wasm' });
  expect(headers['content-encoding']).toBeUndefined();
  expect(headers['cache-control']).toContain('immutable');
  expect(rawPayload).toEqual(CONTENT);
});

test('what is not kept is not found, compressed or not', async () => {
  for (const url of ['/assets/other-12345678.wasm', '/secret.wasm', '/assets/sub/a.wasm'])
    expect((await app.inject(url)).statusCode).toBe(404);
  expect((await app.inject('/assets/..%2f..%2fsecret.wasm')).statusCode).toBe(403);
});

test('a page is sent as its own document, with the word which answers it will ask for', async () => {
  const { body, headers } = await app.inject('/library/songs/7/');
  expect(body).toBe('<h1>Song</h1>');
  expect([headers.link].flat()).toEqual(
    ['', '/songs/7', '/songs/7/similar?limit=12'].map(
      (path) => `</api/library${path}>; rel=preload; as=fetch; crossorigin`,
    ),
  );
});

test('songs that come later are not asked for in advance', async () => {
  for (const url of ['/library', '/library/map']) {
    const { headers } = await app.inject(url);
    expect(headers.link).toBe('</api/library>; rel=preload; as=fetch; crossorigin');
  }
});

test('a page without a document of its own, and an address that is none, are sent the first', async () => {
  for (const [url, status] of [
    ['/models', 200],
    ['/views/../library/songs', 404],
    ['/library/songs/none', 404],
  ] as const) {
    const { statusCode, body, headers } = await app.inject(url);
    expect([url, statusCode, body, headers.link]).toEqual([url, status, '<h1>Page</h1>', undefined]);
  }
});
