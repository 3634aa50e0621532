/** Sandbox of a worker that decodes untrusted files, as seen by an attacker who controls it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Pool } from '../../src/jobs/pool.ts';
import type { FileAccess } from '../../src/jobs/sandbox.ts';
import { removeFolder } from '../support/remove-folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BUILT = (path: string) => pathToFileURL(join(ROOT, 'dist', path)).href;
const FLAGS = process.allowedNodeEnvironmentFlags;

/** Does what it is told and says what came of it. */
const PRYING_WORKER = `
import { spawnSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { hostTasks } from ${JSON.stringify(BUILT('jobs/worker-host.js'))};

hostTasks(async ([what, with_]) => {
  if (what === 'environment') return Object.keys(process.env).sort();
  try {
    if (what === 'read') readFileSync(with_);
    if (what === 'write') writeFileSync(with_, '');
    if (what === 'spawn') { if (spawnSync(with_).error) throw new Error('refused'); }
    if (what === 'look up') await lookup(with_);
    if (what === 'connect') await new Promise((done, fail) => connect(with_, '127.0.0.1', done).on('error', fail));
    if (what === 'fetch') await fetch(with_);
    return 'done';
  } catch {
    return 'refused';
  }
});
`;

type PryingPool = Pool<readonly unknown[], unknown, never>;

let folder: string;
let server: Server;
let port: number;
let openPool: (reach: FileAccess) => PryingPool;
let pool: PryingPool;
const inside = (name: string) => join(folder, name);

beforeAll(async () => {
  spawnSync(process.execPath, [join(ROOT, 'bin/tonearm.js'), '--version']);
  folder = mkdtempSync(join(tmpdir(), 'tonearm-sandbox-'));
  writeFileSync(inside('worker.mjs'), PRYING_WORKER);
  for (const name of ['readable', 'secret']) writeFileSync(inside(name), '');
  server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  port = (server.address() as { port: number }).port;
  process.env.TONEARM_TOKEN = 'a token that nobody may see';
  const { Pool: BuiltPool } = await import(BUILT('jobs/pool.js'));
  const entry = pathToFileURL(inside('worker.mjs'));
  openPool = (reach) => new BuiltPool({ entry, workers: 1, ...reach });
  pool = openPool({});
}, 600_000);

afterAll(async () => {
  delete process.env.TONEARM_TOKEN;
  await pool.close();
  server.close();
  await removeFolder(folder);
});

describe('a worker', () => {
  test('is told no token of its parent', async () => {
    const names = (await pool.run(['environment'])) as string[];
    expect(names.filter((name) => /TOKEN|HOME|USER|AWS|npm/i.test(name))).toEqual([]);
  });

  test('reaches nobody and asks for no name', async () => {
    expect(await pool.run(['connect', port])).toBe('refused');
    expect(await pool.run(['fetch', `http://127.0.0.1:${port}/`])).toBe('refused');
    expect(await pool.run(['look up', 'localhost'])).toBe('refused');
  });

  test.skipIf(!FLAGS.has('--allow-addons'))('writes nothing and starts no program', async () => {
    expect(await pool.run(['read', inside('secret')])).toBe('done');
    expect(await pool.run(['write', inside('secret')])).toBe('refused');
    expect(await pool.run(['spawn', process.execPath])).toBe('refused');
  });

  test('writes where its pool says', async () => {
    const writing = openPool({ writable: [inside('written')] });
    expect(await writing.run(['write', inside('written')])).toBe('done');
    expect(existsSync(inside('written'))).toBe(true);
    await writing.close();
  });

  test.skipIf(!FLAGS.has('--permission'))(
    'reads and writes only what its pool says (Node 22.13)',
    async () => {
      const held = openPool({ readable: [inside('readable')], writable: [inside('written')] });
      expect(await held.run(['read', inside('readable')])).toBe('done');
      expect(await held.run(['read', inside('secret')])).toBe('refused');
      expect(await held.run(['write', inside('secret')])).toBe('refused');
      await held.close();
    },
  );
});
