/** The real server in a process of its own, against everything that strangers may do to it. */

import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, stat } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import type { Limits } from '../../src/server/limits.ts';
import type { Health, Problem } from '../../src/server/schema.ts';
import { createApp, startServer } from '../support/built.ts';
import { flipBits, hostileFiles, longSong, song } from '../support/hostile-files.ts';
import { removeFolder } from '../support/remove-folder.ts';
import {
  childrenOf,
  filesIn,
  isRunning,
  residentMegabytes,
  type ServerProcess,
  spawnServer,
} from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { formOf } from '../support/upload.ts';

const PATH = '/api/classifications';
const MEGABYTES = 1e6;
const LINUX = process.platform === 'linux';
const FILES = hostileFiles();

let folder: string;
let modelsDirectory: string;
let uploadParent: string;
let server: ServerProcess;
const others: ServerProcess[] = [];
const apps: FastifyInstance[] = [];
const LONG = longSong();
const FIXTURE_FOLDER = new URL('../fixtures/audio/', import.meta.url);
const FIXTURES = readdirSync(FIXTURE_FOLDER);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-test-'));
  modelsDirectory = join(folder, 'models');
  uploadParent = join(folder, 'uploads');
  await mkdir(modelsDirectory);
  await writeSmallModel(modelsDirectory);
  server = await spawnServer({ modelsDirectory, uploadParent, limits: { classificationsPerMinute: 1000 } });
});

afterAll(async () => {
  const running = [server, ...others].filter((each) => each && isRunning(each.pid));
  await Promise.all([...running.map((each) => each.end('SIGKILL')), ...apps.map((app) => app.close())]);
  await removeFolder(folder);
});

/** A server in a process of its own. */
async function processWith(limits: Partial<Limits>, parent: string): Promise<ServerProcess> {
  const other = await spawnServer({
    modelsDirectory,
    uploadParent: join(folder, parent),
    workers: 1,
    limits,
  });
  others.push(other);
  return other;
}

/** A server in this process: quicker to start where nothing is asked about its process. */
async function serverWith(limits: Partial<Limits>, parent: string): Promise<{ url: string }> {
  const app = await createApp({ modelsDirectory, uploadParent: join(folder, parent), workers: 1, limits });
  apps.push(app);
  return { url: await app.listen({ port: 0 }) };
}

describe('files of strangers', () => {
  test.each(FILES)('the server answers to $what', async ({ name, bytes, statuses }) => {
    const form = await formOf({ name, bytes });
    const response = await fetch(server.url + PATH, {
      method: 'POST',
      headers: form.headers,
      body: form.payload,
    });
    const answer = (await response.json()) as Prediction & Problem;
    expect(statuses, JSON.stringify(answer).slice(0, 300)).toContain(response.status);
    if (response.ok) {
      const sum = answer.ranking.reduce((total, rank) => total + rank.probability, 0);
      expect(sum).toBeCloseTo(1, 4);
    } else {
      expect(response.headers.get('content-type')).toMatch('application/problem+json');
      expect(answer.detail).toMatch(/^(Expected .+, got |The sound in this )/);
    }
    expect(await filesIn(uploadParent)).toEqual([]);
  });

  test.each(FIXTURES)('the server answers to %s, cut and with flipped bits', async (name) => {
    const bytes = await readFile(new URL(name, FIXTURE_FOLDER));
    const cut = bytes.subarray(0, bytes.length * 0.6);
    const answers = await Promise.all(
      [cut, flipBits(bytes, 200), flipBits(bytes, 20_000)].map((damaged) => send(server, damaged)),
    );
    for (const { status, body } of answers) {
      expect([200, 413, 415, 422], JSON.stringify(body).slice(0, 300)).toContain(status);
    }
    expect(await filesIn(uploadParent)).toEqual([]);
  });

  test('the server is well after the files of strangers', async () => {
    expect((await send(server, song(5))).status).toBe(200);
  });

  test('fifty songs at once are all answered, alike', async () => {
    const bytes = song(5);
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(server, bytes)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(50).fill(200));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body.ranking))).size).toBe(1);
    expect(await filesIn(uploadParent)).toEqual([]);
  });
});

describe.runIf(LINUX)('500 megabytes', () => {
  test('500 megabytes are refused while they come, and the sender gets to read why', async () => {
    const { answer, grown } = await sendMuch(server, 500);
    expect(answer).toMatchObject({ status: 413, code: 'too-large' });
    expect(grown).toBeLessThan(150);
    expect(await filesIn(uploadParent)).toEqual([]);
  });

  test('500 megabytes are taken if they are allowed, and never held in memory', async () => {
    const generous = await processWith({ uploadBytes: 600 * MEGABYTES }, 'generous');
    const { answer, grown } = await sendMuch(generous, 500);
    expect(answer).toMatchObject({ status: 415, code: 'unsupported-format' });
    expect(grown).toBeLessThan(150);
    expect(await filesIn(join(folder, 'generous'))).toEqual([]);
  });

  test('memory is back to where it was after many large uploads', async () => {
    const bytes = new Uint8Array(4 * MEGABYTES).fill(7);
    const round = () => Promise.all(Array.from({ length: 20 }, () => send(server, bytes)));
    await round();
    const before = residentMegabytes(server.pid);
    for (let i = 0; i < 3; i++) await round();
    // If a third of the 240 MB that went through stayed, this would fail.
    expect(residentMegabytes(server.pid) - before).toBeLessThan(80);
    expect((await send(server, song(5))).status).toBe(200);
  });
});

describe('slow and vanishing clients', () => {
  let impatient: { url: string };
  let parent: string;

  beforeAll(async () => {
    impatient = await serverWith({ uploadIdleSeconds: 1, uploadSeconds: 3 }, 'impatient');
    parent = join(folder, 'impatient');
  });

  test('an upload that stands still is given up', async () => {
    const upload = open(impatient, { 'content-length': 1_000_000 });
    upload.write(song(3).subarray(0, 5000));
    expect(await answerTo(upload)).toMatchObject({ status: 408, code: 'upload-timed-out' });
    expect(await filesIn(parent)).toEqual([]);
  });

  test('an upload that trickles is given up', async () => {
    const upload = open(impatient);
    const trickle = setInterval(() => upload.write('x'), 100);
    expect(await answerTo(upload)).toMatchObject({ status: 408, code: 'upload-timed-out' });
    clearInterval(trickle);
    expect(await filesIn(parent)).toEqual([]);
  });

  test('a form that stands still before its file is given up', async () => {
    const upload = open(impatient, { 'content-type': 'multipart/form-data; boundary=x' });
    upload.write('--x\r\nContent-Disposition: form-data; name="fi');
    expect(await answerTo(upload)).toMatchObject({ status: 408, code: 'upload-timed-out' });
    expect(await filesIn(parent)).toEqual([]);
  });

  test('a client that goes away while it sends leaves no file', async () => {
    const upload = open(server);
    upload.write(song(3));
    await expect.poll(() => filesIn(uploadParent)).toHaveLength(1);
    upload.destroy();
    await expect.poll(() => filesIn(uploadParent)).toEqual([]);
  });

  test.each(['application/json', 'text/event-stream'])(
    'a client that goes away while its song is analysed ends the work (%s)',
    async (accept) => {
      const upload = open(server, { accept });
      upload.end(LONG);
      await expect.poll(() => busyWorkers(server), { timeout: 10_000 }).toBe(1);
      upload.destroy();
      await expect.poll(() => busyWorkers(server)).toBe(0);
      await expect.poll(() => filesIn(uploadParent)).toEqual([]);
    },
  );

  test('bytes that are no request are told so', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write('hello?\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json\r\n/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1])).toMatchObject({ status: 400, code: 'bad-request' });
  });
});

describe('work that is too much', () => {
  test('a full queue refuses with a time to come back, and takes songs again after', async () => {
    const narrow = await serverWith({ queueLength: 0 }, 'narrow');
    const first = open(narrow);
    first.end(LONG);
    await expect.poll(() => busyWorkers(narrow), { timeout: 10_000 }).toBe(1);
    const refused = await send(narrow, song(5));
    expect(refused).toMatchObject({ status: 503, body: { code: 'busy' } });
    expect(refused.headers.get('retry-after')).toBe('10');
    first.destroy();
    await expect.poll(async () => (await send(narrow, song(5))).status, { timeout: 30_000 }).toBe(200);
  });

  test('a song that takes too long is given up, and the next is answered', async () => {
    const hasty = await serverWith({ taskSeconds: 1.5 }, 'hasty');
    expect(await send(hasty, LONG, '?whole=true')).toMatchObject({
      status: 504,
      body: { code: 'timed-out' },
    });
    expect(await filesIn(join(folder, 'hasty'))).toEqual([]);
    await expect.poll(async () => (await send(hasty, song(5))).status, { timeout: 30_000 }).toBe(200);
  });

  test.runIf(LINUX)('a song that takes too much memory is given up', async () => {
    const tight = await serverWith({ workerBytes: 30 * MEGABYTES }, 'tight');
    expect(await send(tight, LONG)).toMatchObject({ status: 413, body: { code: 'too-large' } });
    expect(await filesIn(join(folder, 'tight'))).toEqual([]);
  });

  test.runIf(LINUX)('a worker that is killed costs its song alone', async () => {
    const upload = open(server);
    upload.end(LONG);
    let answered = false;
    const answer = answerTo(upload).finally(() => {
      answered = true;
    });
    await expect.poll(() => busyWorkers(server), { timeout: 10_000 }).toBe(1);
    // A worker that had not begun yet may be killed without effect, since another takes its song.
    while (!answered) {
      for (const pid of childrenOf(server.pid)) process.kill(pid, 'SIGKILL');
      await new Promise((done) => setTimeout(done, 100));
    }
    expect(await answer).toMatchObject({ status: 500, code: 'internal' });
    expect(await filesIn(uploadParent)).toEqual([]);
    expect((await send(server, song(5))).status).toBe(200);
  });
});

describe.runIf(LINUX)('the end of a server', () => {
  test('the workers of a killed server end, and its next start leaves no file', async () => {
    const first = await processWith({}, 'killed');
    const upload = open(first);
    upload.on('error', () => {});
    upload.write(song(3));
    const parent = join(folder, 'killed');
    await expect.poll(() => filesIn(parent)).toHaveLength(1);
    const [left] = await filesIn(parent);
    await expect.poll(async () => (await stat(join(parent, left))).size).toBeGreaterThan(0);
    const workers = childrenOf(first.pid);
    expect(workers).toHaveLength(1);
    await first.end('SIGKILL');
    expect(await filesIn(parent)).toEqual([left]);
    await processWith({}, 'killed');
    expect(await filesIn(parent)).toEqual([]);
    await expect.poll(() => workers.filter(isRunning)).toEqual([]);
  });

  test('two servers share a parent and leave each other alone', async () => {
    const upload = open(server);
    upload.write(song(3));
    await expect.poll(() => filesIn(uploadParent)).toHaveLength(1);
    const [mine] = await filesIn(uploadParent);
    const neighbour = await processWith({}, 'uploads');
    expect(await filesIn(uploadParent)).toEqual([mine]);
    expect(await neighbour.end('SIGTERM')).toBe(0);
    expect(await filesIn(uploadParent)).toEqual([mine]);
    upload.destroy();
  });

  test('SIGTERM lets a song under way end', async () => {
    const polite = await processWith({ graceSeconds: 60 }, 'polite');
    const upload = open(polite, { accept: 'text/event-stream' });
    upload.end(song(60));
    const [response] = (await once(upload, 'response')) as [IncomingMessage];
    const [waiting] = await once(response.setEncoding('utf8'), 'data');
    const ended = polite.end('SIGTERM');
    expect(waiting + (await text(response))).toMatch(/event: result\ndata: .*"genre"/);
    expect(await ended).toBe(0);
    expect(await filesIn(join(folder, 'polite'))).toEqual([]);
  });

  test('SIGINT calls off a song that outlasts the grace, and says so', async () => {
    const curt = await processWith({ graceSeconds: 0.5 }, 'curt');
    const upload = open(curt);
    upload.end(LONG);
    const answer = answerTo(upload);
    await expect.poll(() => busyWorkers(curt), { timeout: 10_000 }).toBe(1);
    const ended = curt.end('SIGINT');
    expect(await answer).toMatchObject({ status: 503, code: 'cancelled' });
    expect(await ended).toBe(0);
    expect(await filesIn(join(folder, 'curt'))).toEqual([]);
  });
});

describe('the start of a server', () => {
  test('a port in use is a clear error', async () => {
    const port = Number(new URL(server.url).port);
    const options = { port, modelsDirectory, uploadParent };
    await expect(startServer(options)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(`Expected to listen on 127.0.0.1:${port}, got: it is in use`),
    });
  });

  test('a parent of uploads that is a file is a clear error', async () => {
    const options = { port: 0, modelsDirectory, uploadParent: join(modelsDirectory, 'small.onnx') };
    await expect(startServer(options)).rejects.toMatchObject({ code: 'bad-request' });
  });
});

async function send({ url }: { url: string }, bytes: Uint8Array, query = '') {
  const body = Buffer.from(bytes);
  const response = await fetch(url + PATH + query, {
    method: 'POST',
    headers: { 'content-type': 'audio/wav' },
    body,
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Prediction & Problem,
  };
}

/** A raw upload whose body the caller writes. */
function open({ url }: { url: string }, headers: Record<string, string | number> = {}): ClientRequest {
  const upload = request(url + PATH, {
    method: 'POST',
    headers: { 'content-type': 'audio/wav', ...headers },
  });
  return upload.on('error', () => {});
}

async function answerTo(upload: ClientRequest): Promise<Problem> {
  const [response] = (await once(upload, 'response')) as [IncomingMessage];
  return { status: response.statusCode, ...((await json(response)) as object) } as Problem;
}

/**
 * Streams this many megabytes of nothing; the answer, and by how many megabytes the server grew meanwhile.
 * On a bare socket: Node's own client stops sending when an answer comes early, browsers and curl go on.
 */
async function sendMuch(to: ServerProcess, megabytes: number): Promise<{ answer: Problem; grown: number }> {
  const before = residentMegabytes(to.pid);
  let most = before;
  const meter = setInterval(() => {
    most = Math.max(most, residentMegabytes(to.pid));
  }, 20);
  try {
    const { hostname, port } = new URL(to.url);
    const socket = connect(Number(port), hostname);
    const answer = bodyFrom(socket);
    for (const chunk of chunks(megabytes, hostname)) {
      if (!socket.write(chunk)) await once(socket, 'drain');
    }
    const problem = JSON.parse(await answer);
    socket.destroy();
    return { answer: problem, grown: most - before };
  } finally {
    clearInterval(meter);
  }
}

/** The body of the first answer on a connection. */
async function bodyFrom(socket: Socket): Promise<string> {
  let answer = '';
  socket.setEncoding('utf8');
  for await (const part of socket.iterator({ destroyOnReturn: false })) {
    answer += part;
    if (answer.endsWith('}')) break;
  }
  return answer.split('\r\n\r\n')[1];
}

/** The bytes of an upload that does not say how long it will be. */
function* chunks(megabytes: number, host: string): Generator<Buffer> {
  yield Buffer.from(`POST ${PATH} HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`);
  const size = MEGABYTES.toString(16);
  const chunk = Buffer.concat([
    Buffer.from(`${size}\r\n`),
    Buffer.alloc(MEGABYTES, 'x'),
    Buffer.from('\r\n'),
  ]);
  for (let sent = 0; sent < megabytes; sent++) yield chunk;
  yield Buffer.from('0\r\n\r\n');
}

async function busyWorkers({ url }: { url: string }): Promise<number> {
  await sleep(1);
  const response = await fetch(`${url}/api/health`);
  return ((await response.json()) as Health).workers.busy;
}
