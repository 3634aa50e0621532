/** Requests as nobody should send them, to every route there is. */
import { strict as assert } from 'node:assert';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, HTTPMethods, InjectOptions } from 'fastify';
import { createApp } from '../../src/server/app.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { inputOf } from './inputs.ts';
import type { Random } from './random.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const;
const TYPES = ['application/json', 'audio/wav', 'text/plain', 'multipart/form-data; boundary=x', 'x/y', ''];
const WORDS = [
  ...[
    '',
    '0',
    '-1',
    '1',
    '1e9',
    '99999999999999999999',
    'NaN',
    'true',
    'null',
    '[]',
    '{}',
    '%00',
    '%ff',
    '..%2f..%2f',
  ],
  ...[
    '__proto__',
    'constructor',
    "' or 1=1 --",
    '\u0000',
    'é♪\u202e',
    'x'.repeat(5000),
    'rock',
    'title',
    'asc',
    '%',
  ],
];
const EVERY_SOURCE = ['url', 'itunes', 'deezer', 'archive', 'jamendo', 'youtube'] as const;

let opened: Promise<{ app: FastifyInstance; paths: [string, object][] }> | undefined;

/** Sends a request. @throws where the answer is a fault of ours, or an error without a code */
export async function sendRequest(random: Random): Promise<void> {
  opened ??= open();
  const { app, paths } = await opened;
  const answer = await app.inject(requestOf(paths, random));
  assert.notEqual(answer.statusCode, 500, `${answer.statusCode} ${answer.body.slice(0, 300)}`);
  if (answer.statusCode < 400 || answer.body === '') return;
  assert.match(String(answer.headers['content-type']), /problem\+json/, answer.body.slice(0, 300));
  const { code } = answer.json();
  assert(typeof code === 'string' && code !== 'internal', answer.body.slice(0, 300));
}

async function open() {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-fuzz-'));
  await writeSmallModel(folder);
  const unlimited = { requestsPerMinute: 1e9, classificationsPerMinute: 1e9 };
  const app = await createApp({
    modelsDirectory: folder,
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    limits: unlimited,
    sources: { off: [...EVERY_SOURCE] },
    library: { file: join(folder, 'library.sqlite'), folders: [folder], writable: true },
  });
  await app.ready();
  return { app, paths: Object.entries(app.swagger().paths ?? {}) };
}

function requestOf(paths: [string, object][], random: Random): InjectOptions {
  const [path, methods] = random.one(paths);
  const known = Object.keys(methods).map((method) => method.toUpperCase() as HTTPMethods);
  const url = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(random.one(WORDS)));
  const names = [...JSON.stringify(methods).matchAll(/"name":"(\w+)"/g)].map(([, name]) => name);
  const query = Array.from({ length: random.below(4) }, (): [string, string] => [
    random.one([...names, 'x']),
    random.one(WORDS),
  ]);
  return {
    method: (random.chance(0.8) ? random.one(known) : random.one(METHODS)) as InjectOptions['method'],
    url: `${url}?${new URLSearchParams(query)}`,
    headers: {
      host: '127.0.0.1',
      'content-type': random.one(TYPES),
      ...(random.chance(0.2) && { range: random.one(['bytes=0-', 'bytes=-5', 'bytes=9-1', 'x=1']) }),
    },
    payload: random.chance(0.3) ? undefined : bodyOf(random),
  };
}

function bodyOf(random: Random): Buffer {
  if (random.chance(0.3)) return Buffer.from(inputOf('decode', random.below(2 ** 31)));
  const body = (depth: number): unknown => {
    if (depth > 3 || random.chance(0.5)) return random.one([...WORDS, 0, -1, 1e308, true, null, []]);
    const names = [
      'ids',
      'genres',
      'filter',
      'seed',
      'length',
      'folder',
      'rules',
      'songs',
      'name',
      '__proto__',
    ];
    return Object.fromEntries(
      Array.from({ length: random.below(4) }, () => [random.one(names), body(depth + 1)]),
    );
  };
  return Buffer.from(JSON.stringify(body(0)));
}
