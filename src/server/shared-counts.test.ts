/** Two servers with one database, as a proxy sends requests to them. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createApp } from '../../test/support/built.ts';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { newSchema } from '../../test/support/test-library.ts';

const TOKEN = 'a-token-for-tests-0123';
let folder: string;
let servers: FastifyInstance[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-shared-'));
  const [modelsDirectory, webDirectory, music] = ['models', 'web', 'music'].map((name) => join(folder, name));
  for (const path of [modelsDirectory, webDirectory, music]) await mkdir(path);
  await writeFile(join(webDirectory, 'index.html'), '<!doctype html><title>Tonearm</title>');
  const place = await newSchema(inject('databaseUrl'));
  servers = [];
  for (const name of ['one', 'two'])
    servers.push(
      await createApp({
        ...{ modelsDirectory, webDirectory, workers: 1, onlyKnownHosts: false },
        uploadParent: join(folder, name),
        limits: { searchesPerMinute: 10 },
        access: { token: TOKEN },
        library: { file: place, folders: [music] },
      }),
    );
});

afterAll(async () => {
  for (const server of servers) await server.close();
  await removeFolder(folder);
});

/** One after another, to the two in turn. @returns the status of each */
async function inTurn(count: number, request: InjectOptions): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < count; i++) {
    const { statusCode } = await servers[i % 2].inject(request);
    statuses.push(statusCode);
  }
  return statuses;
}

function from(remoteAddress: string, url: string, headers: Record<string, string>): InjectOptions {
  return { remoteAddress, url, headers: { host: 'music.example', ...headers } };
}

test('what a client may ask for in a minute it may ask of all servers together', async () => {
  const bearer = { authorization: `Bearer ${TOKEN}` };
  const search = (address: string) => from(address, '/api/search?query=', bearer);
  const statuses = await inTurn(14, search('203.0.113.1'));
  // The first at each, a tenth of the limit, is told with the second.
  expect(statuses.map((status) => status === 429)).toEqual(Array.from({ length: 14 }, (_, i) => i >= 10));
  expect(await inTurn(2, search('203.0.113.2'))).not.toContain(429);
  // Another route counts by itself.
  expect(await inTurn(2, from('203.0.113.1', '/api/models', bearer))).toEqual([200, 200]);
});

test('of requests sent at once no more come through than the limit', async () => {
  const search = from('203.0.113.3', '/api/search?query=', { authorization: `Bearer ${TOKEN}` });
  // The first at each, a tenth of the limit, is told with the second; from then on all are.
  expect(await inTurn(4, search)).not.toContain(429);
  const answers = await Promise.all(Array.from({ length: 36 }, (_, i) => servers[i % 2].inject(search)));
  expect(answers.filter(({ statusCode }) => statusCode !== 429)).toHaveLength(10 - 4);
});

test('wrong tokens are counted at all servers together', async () => {
  const wrong = from('203.0.113.4', '/api/models', { authorization: 'Bearer not-the-right-one' });
  const statuses = await inTurn(24, wrong);
  expect(statuses).toEqual(Array.from({ length: 24 }, (_, i) => (i < 20 ? 401 : 429)));
});

test('whoever logged in at one server is known at the other', async () => {
  const { headers } = await servers[0].inject(from('203.0.113.5', `/?token=${TOKEN}`, {}));
  const cookie = String(headers['set-cookie']).split(';')[0];
  const { statusCode } = await servers[1].inject(from('203.0.113.5', '/api/models', { cookie }));
  expect(statusCode).toBe(200);
});
