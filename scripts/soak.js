// `npm run soak -- --minutes 10`: the built server under good, slow, vanishing and hostile requests, all at once, over
// loopback. Prints its memory, open files and answers as it goes, and ends by itself: with 1 where the server
// answered with a fault of its own, grew, or left something behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuilt, ROOT } from './ready.js';

const REPORT_SECONDS = 10;
/** Largest growth between the first and the last third of the time; more is a leak. */
const MAX_GROWTH = 1.3;
const PATH = '/api/classifications';
const ONCE_EACH = 8;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '2' } } });
const seconds = Number(values.minutes) * 60;
if (!(seconds > 0)) throw new Error(`Expected --minutes above 0, got ${values.minutes}.`);
await ensureBuilt();

const folder = mkdtempSync(join(tmpdir(), 'tonearm-soak-'));
const uploads = join(folder, 'uploads');
const limits = {
  classificationsPerMinute: 1e6,
  requestsPerMinute: 1e6,
  uploadIdleSeconds: 2,
  lingerSeconds: 2,
  uploadBytes: 5e6,
};
const { server, url } = await startServer({ port: 0, uploadParent: uploads, limits });
const end = performance.now() + seconds * 1000;
const answers = new Map();
const samples = [];

const SONG = sine(6);
const KINDS = {
  good: () => ask('POST', PATH, SONG),
  events: () => ask('POST', PATH, SONG, { accept: 'text/event-stream' }),
  page: () => ask('GET', '/'),
  health: () => ask('GET', '/api/health'),
  garbage: () => ask('POST', PATH, noise(50_000)),
  damaged: () => ask('POST', PATH, Buffer.concat([SONG.subarray(0, 1000), noise(90_000)])),
  'too large': () => ask('POST', PATH, Buffer.alloc(6e6)),
  'wrong body': () => ask('POST', '/api/audio', '{"url":5}', { 'content-type': 'application/json' }),
  'wrong method': () => ask('PROPFIND', '/api/models'),
  'no address': () => ask('POST', '/api/nothing', noise(10_000)),
  slow: () => trickle(6000),
  vanishing: () => trickle(300),
  'no request': () => raw(Buffer.concat([noise(200), Buffer.from('\r\n\r\n')])),
  'half a head': () => raw(Buffer.from(`POST ${PATH} HTTP/1.1\r\nHost: local`)),
  'broken chunks': () =>
    raw(Buffer.from(`POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`)),
};

console.log(`${values.minutes} min against ${url}`);
const reports = setInterval(report, REPORT_SECONDS * 1000);
await Promise.all(Object.entries(KINDS).flatMap(([name, act]) => repeat(name, act)));
clearInterval(reports);
await sleep(limits.lingerSeconds * 1000 + 1000);
report();
process.exitCode = (await verdict()) ? 0 : 1;
rmSync(folder, { recursive: true, force: true });

async function startServer(options) {
  const program = `import { startServer } from ${JSON.stringify(join(ROOT, 'dist/server/start.js'))};
    await startServer(JSON.parse(process.argv[1]));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.on('data', (text) => {
    if (/Warning|Unhandled/.test(String(text))) count(`the server warned: ${String(text).slice(0, 120)}`);
  });
  const [line] = await once(child.stdout, 'data');
  return { server: child, url: /http:\S+/.exec(String(line))[0] };
}

/** Songs are heavy; of each kind a few run at once. */
function repeat(name, act) {
  const width = name === 'slow' ? ONCE_EACH * 4 : name === 'good' || name === 'events' ? 2 : ONCE_EACH;
  return Array.from({ length: width }, async () => {
    while (performance.now() < end) {
      count(`${name}: ${await act()}`);
      await sleep(50 * Math.random());
    }
  });
}

/** The status of an answer, or what became of the connection. */
function ask(method, path, body, headers = {}) {
  return new Promise((resolve) => {
    const asked = request(url + path, { method, headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
      response.on('error', () => resolve('cut'));
    });
    asked.on('error', ({ code }) => resolve(code));
    asked.end(body);
  });
}

/** Sends a byte now and then, and goes away. */
async function trickle(milliseconds) {
  let status = 'went away';
  const asked = request(url + PATH, { method: 'POST', agent: false }, (response) => {
    status = response.statusCode;
    response.resume();
  });
  asked.on('error', () => {});
  const until = performance.now() + milliseconds;
  while (performance.now() < until && status === 'went away') {
    asked.write('x');
    await sleep(200);
  }
  asked.destroy();
  return status;
}

async function raw(bytes) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => {});
  socket.write(bytes);
  const [first] = await Promise.race([once(socket, 'data').catch(() => ['cut']), sleep(1000, ['silent'])]);
  socket.destroy();
  return /^HTTP\/1\.1 (\d+)/.exec(String(first))?.[1] ?? String(first);
}

function count(what) {
  answers.set(what, (answers.get(what) ?? 0) + 1);
}

function report() {
  const megabytes = residentMegabytes();
  const files = openFiles();
  const asked = [...answers.values()].reduce((sum, n) => sum + n, 0);
  samples.push(megabytes);
  console.log(`${asked} requests, ${megabytes} MB, ${files} open files, ${filesLeft()} uploads`);
}

async function verdict() {
  for (const [what, n] of [...answers].sort()) console.log(`${String(n).padStart(8)}  ${what}`);
  const faults = [...answers.keys()].filter((what) => /: (500|502|504|ECONNREFUSED)$|warned/.test(what));
  const left = filesLeft();
  const third = Math.ceil(samples.length / 3);
  const [early, late] = [samples.slice(0, third), samples.slice(-third)].map((some) => Math.max(...some));
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  const [code] = await gone;
  const grown = late / early;
  console.log(`memory ${early} -> ${late} MB, ${left} uploads left, exit code ${code}`);
  for (const fault of faults) console.log(`fault: ${fault}`);
  return faults.length === 0 && left === 0 && code === 0 && !(grown > MAX_GROWTH);
}

/** NaN where the system does not tell. */
function residentMegabytes() {
  try {
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) / 1000);
  } catch {
    return Number.NaN;
  }
}

function openFiles() {
  try {
    return readdirSync(`/proc/${server.pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}

function filesLeft() {
  return readdirSync(uploads).flatMap((owner) => readdirSync(join(uploads, owner))).length;
}

function noise(length) {
  return Buffer.from(Array.from({ length }, () => Math.floor(256 * Math.random())));
}

/** A wav file of 16 bits. */
function sine(length) {
  const rate = 22_050;
  const bytes = Buffer.alloc(44 + 2 * rate * length);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(2 * rate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  for (let i = 0; i < rate * length; i++) {
    const beat = 1 - (((2 * i) / rate) % 1);
    bytes.writeInt16LE(Math.round(12_000 * beat * Math.sin((2 * Math.PI * 220 * i) / rate)), 44 + 2 * i);
  }
  return bytes;
}
