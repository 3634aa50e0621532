/** Uploads that are slow, many, large, or meet a disk that fails: others are heard, and nothing is left behind. */

import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppOptions } from '../../src/server/app.ts';
import type { Limits } from '../../src/server/limits.ts';
import type { Problem } from '../../src/server/schema.ts';
import { createApp } from '../support/built.ts';
import { song } from '../support/hostile-files.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { filesIn, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';

const PATH = '/api/classifications';

let folder: string;
let modelsDirectory: string;
const apps: FastifyInstance[] = [];
const processes: ServerProcess[] = [];
const warnings: Error[] = [];
process.on('warning', (warning) => warnings.push(warning));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-test-'));
  modelsDirectory = join(folder, 'models');
  await mkdir(modelsDirectory);
  await writeSmallModel(modelsDirectory);
});

afterAll(async () => {
  await Promise.all([...processes.map((each) => each.end('SIGKILL')), ...apps.map((app) => app.close())]);
  await removeFolder(folder);
});

async function serverWith(parent: string, limits: Partial<Limits>, more: AppOptions = {}): Promise<string> {
  const uploadParent = join(folder, parent);
  const app = await createApp({ modelsDirectory, uploadParent, workers: 1, limits, ...more });
  apps.push(app);
  return app.listen({ port: 0 });
}

/** A raw upload whose body the caller writes. */
function open(url: string, headers: Record<string, string | number> = {}): ClientRequest {
  const upload = request(url + PATH, { method: 'POST', headers, agent: false });
  return upload.on('error', () => {});
}

async function answerTo(upload: ClientRequest): Promise<Problem & { retryAfter?: string }> {
  const [response] = (await once(upload, 'response')) as [IncomingMessage];
  const body = (await json(response)) as Problem;
  return { ...body, status: response.statusCode!, retryAfter: response.headers['retry-after'] };
}

async function send(url: string, bytes: Uint8Array): Promise<Problem & { retryAfter?: string }> {
  const upload = open(url, { 'content-length': bytes.length });
  upload.end(bytes);
  return answerTo(upload);
}

describe('slow senders', () => {
  test('slow senders take no place: a song behind a hundred of them is answered', async () => {
    const url = await serverWith('slow', {});
    const slow = Array.from({ length: 100 }, () => open(url, { 'content-length': 100_000 }));
    for (const upload of slow) upload.write('x');
    await expect.poll(() => filesIn(join(folder, 'slow'))).toHaveLength(100);
    expect((await send(url, song(5))).status).toBe(200);
    for (const upload of slow) upload.destroy();
    await expect.poll(() => filesIn(join(folder, 'slow'))).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test('slow senders are given up below the least rate, and not above it', async () => {
    const url = await serverWith('rate', { uploadIdleSeconds: 0.5, uploadBytesPerSecond: 1000 });
    const bytes = song(5);
    const upload = open(url);
    const trickle = setInterval(() => upload.write('x'), 50);
    expect(await answerTo(upload)).toMatchObject({
      status: 408,
      code: 'upload-timed-out',
      detail: expect.stringContaining('1000 bytes'),
    });
    clearInterval(trickle);

    const steady = open(url);
    const answer = answerTo(steady);
    const size = Math.ceil(bytes.length / 15);
    for (let start = 0; start < bytes.length; start += size) {
      steady.write(bytes.subarray(start, start + size));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    steady.end();
    expect((await answer).status).toBe(200);
    expect(await filesIn(join(folder, 'rate'))).toEqual([]);
  });
});

describe('one client of many', () => {
  const headers = (client: string) => ({ 'x-forwarded-for': client });

  test('one client gets no more than its share, and others are answered', async () => {
    const url = await serverWith(
      'share',
      { uploads: 4, clientShare: 0.5 },
      { trustProxy: '127.0.0.1', access: { openToAll: true }, onlyKnownHosts: false },
    );
    const slow = [open(url, headers('203.0.113.7')), open(url, headers('203.0.113.7'))];
    for (const upload of slow) upload.write('x');
    await expect.poll(() => filesIn(join(folder, 'share'))).toHaveLength(2);
    const refused = open(url, headers('203.0.113.7'));
    refused.end(song(5));
    expect(await answerTo(refused)).toMatchObject({ status: 503, code: 'busy', retryAfter: '10' });
    const other = open(url, headers('203.0.113.8'));
    other.end(song(5));
    expect((await answerTo(other)).status).toBe(200);
    for (const upload of slow) upload.destroy();
    await expect.poll(() => filesIn(join(folder, 'share'))).toEqual([]);
  });
});

describe('room on the disk', () => {
  test('room on the disk is bounded for all uploads together, and back when they are gone', async () => {
    const url = await serverWith('bounded', { allUploadBytes: 1_000_000 });
    const first = open(url);
    first.write(new Uint8Array(700_000));
    await expect.poll(() => bytesIn('bounded')).toBe(700_000);

    const declared = open(url, { 'content-length': 400_000 });
    declared.write('x');
    expect(await answerTo(declared)).toMatchObject({ status: 503, code: 'busy', retryAfter: '10' });
    declared.destroy();

    const second = open(url);
    second.write(new Uint8Array(400_000));
    expect(await answerTo(second)).toMatchObject({ status: 503, code: 'busy', retryAfter: '10' });
    second.destroy();

    expect(await bytesIn('bounded')).toBe(700_000);
    first.destroy();
    await expect.poll(() => filesIn(join(folder, 'bounded'))).toEqual([]);
    expect((await send(url, song(5))).status).toBe(200);
  });

  test('a song that can never find enough room on the disk is refused', async () => {
    const url = await serverWith('never', { allUploadBytes: 1000 });
    expect(await send(url, song(5))).toMatchObject({ status: 413, code: 'too-large' });
  });
});

describe('a disk that fails', () => {
  const preload = fileURLToPath(new URL('../support/failing-disk.js', import.meta.url));
  let server: ServerProcess;
  let parent: string;
  let fault: string;

  beforeAll(async () => {
    parent = join(folder, 'failing');
    fault = join(parent, 'fault');
    process.env.TONEARM_TEST_FAULT = fault;
    server = await spawnServer({ modelsDirectory, uploadParent: parent, workers: 1 }, [preload]);
    delete process.env.TONEARM_TEST_FAULT;
    processes.push(server);
  });

  test.each([
    ['ENOSPC', 'The disk is full.'],
    ['EDQUOT', 'The room that this user has on the disk is used up.'],
    ['EIO', 'The disk could not be read or written.'],
    ['EMFILE', 'Too many files are open'],
  ])(
    'a disk that fails with %s is told in plain words, with a time to come back, and leaves nothing',
    async (code, words) => {
      await writeFile(fault, code);
      expect(await send(server.url, song(30))).toMatchObject({
        status: 503,
        code: 'busy',
        detail: expect.stringContaining(words),
        retryAfter: '10',
      });
      await rm(fault);
      expect(await filesIn(parent)).toEqual([]);
      expect((await send(server.url, song(5))).status).toBe(200);
    },
  );
});

async function bytesIn(parent: string): Promise<number> {
  const files = await filesIn(join(folder, parent));
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, parent, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
