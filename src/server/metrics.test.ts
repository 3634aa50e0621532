/** `/metrics`: what Prometheus collects, and who may. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../test/support/built.ts';
import { song } from '../../test/support/hostile-files.ts';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { writeSmallModel } from '../../test/support/small-model.ts';
import { postRaw } from '../../test/support/upload.ts';

const TOKEN = 'a-token-of-sixteen-and-more';
const REMOTE = { remoteAddress: '203.0.113.9', headers: { host: 'songs.example' } };
let folder: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-metrics-'));
  await writeSmallModel(folder, 'small');
  const access = { token: TOKEN };
  app = await createApp({
    modelsDirectory: folder,
    uploadParent: folder,
    workers: 1,
    onlyKnownHosts: false,
    access,
  });
});
afterAll(async () => {
  await app.close();
  await removeFolder(folder);
});

async function metrics(): Promise<string> {
  const { statusCode, headers, body } = await app.inject('/metrics');
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/plain; version=/);
  return body;
}

test('requests are counted by route and status, and made-up addresses make no series of their own', async () => {
  expect((await postRaw(app, song(4))).statusCode).toBe(200);
  for (const path of ['/api/none/1', '/api/none/2']) await app.inject(path);
  const body = await metrics();
  expect(body).toMatch(
    /duration_seconds_count\{method="POST",route="\/api\/classifications",status="200"\} 1\n/,
  );
  expect(body).not.toContain('none/1');
});

test('workers, queue, models, memory and version are told', async () => {
  const body = await metrics();
  for (const line of [/^tonearm_workers 1$/m, /^tonearm_queue_waiting 0$/m, /^tonearm_models 1$/m])
    expect(body).toMatch(line);
  expect(body).toMatch(/^tonearm_info\{version="[\d.]+",model="small"\} 1$/m);
  expect(body).toMatch(/^process_resident_memory_bytes \d{8,}$/m);
});

test('other machines need the token', async () => {
  expect((await app.inject({ url: '/metrics', ...REMOTE })).statusCode).toBe(401);
  const headers = { ...REMOTE.headers, authorization: `Bearer ${TOKEN}` };
  expect((await app.inject({ url: '/metrics', ...REMOTE, headers })).statusCode).toBe(200);
});
