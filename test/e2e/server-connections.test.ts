/** Connections as proxies and strangers use them: kept alive, cut short, half closed. */

import { mkdir, mkdtemp } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../support/built.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { writeSmallModel } from '../support/small-model.ts';

const GOOD = 'GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n';
const LINGER_SECONDS = 0.5;

let folder: string;
let app: FastifyInstance;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-test-'));
  const modelsDirectory = join(folder, 'models');
  await mkdir(modelsDirectory);
  await writeSmallModel(modelsDirectory);
  app = await createApp({
    modelsDirectory,
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    limits: { lingerSeconds: LINGER_SECONDS, uploadBytes: 100_000 },
  });
  port = Number(new URL(await app.listen({ port: 0 })).port);
});

afterAll(async () => {
  await app?.close();
  await removeFolder(folder);
});

/** A connection of which every answer is read in turn. */
class Connection {
  readonly socket: Socket;
  #received = '';
  closed = false;

  /** @param halfOpen goes on when the server has ended its half. */
  constructor(halfOpen = false) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: halfOpen });
    this.socket.setEncoding('utf8');
    this.socket.on('data', (text: string) => {
      this.#received += text;
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.closed = true;
    });
  }

  send(...parts: string[]): this {
    for (const part of parts) this.socket.write(part);
    return this;
  }

  /** Status and headers of the next answer; its body is passed over. */
  async answer(): Promise<string> {
    await expect.poll(() => this.#end, { timeout: 10_000 }).toBeGreaterThan(0);
    const head = this.#received.slice(0, this.#received.indexOf('\r\n\r\n'));
    this.#received = this.#received.slice(this.#end);
    return head;
  }

  /** End of the next answer; 0 until it has arrived. */
  get #end(): number {
    const end = this.#received.indexOf('\r\n\r\n');
    const length = /^content-length: (\d+)$/im.exec(this.#received.slice(0, Math.max(0, end)))?.[1];
    const whole = end + 4 + Number(length);
    return length !== undefined && this.#received.length >= whole ? whole : 0;
  }
}

/** Number of open connections on the server. */
function openConnections(): Promise<number> {
  return promisify(app.server.getConnections).call(app.server);
}

function head(method: string, path: string, length: number, ...headers: string[]): string {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', `Content-Length: ${length}`, ...headers];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

const REFUSED: [string, string, string[]][] = [
  ['too large a song', 'POST /api/classifications', []],
  ['a song for a model that is not there', 'POST /api/classifications?model=gone', []],
  ['a form of another origin', 'POST /api/classifications', ['Origin: https://evil.example']],
  ['a body for an address that is none', 'POST /api/nothing', []],
  ['a body for another method', 'PUT /api/models', []],
  ['JSON that is too long', 'POST /api/library/playlists', ['Content-Type: application/json']],
  ['a form that is too long', 'POST /access', ['Content-Type: application/x-www-form-urlencoded']],
];
const BODY = 2_000_000;

describe('a request that is refused before its body is there', () => {
  test.each(REFUSED)(
    'a request refused before its body is there does not cut the next one on its connection: %s',
    async (_, line, headers) => {
      const connection = new Connection();
      const [method, path] = line.split(' ');
      connection.send(head(method, path, BODY, ...headers), 'x'.repeat(BODY / 2));
      expect(await connection.answer()).toMatch(/^HTTP\/1\.1 4\d\d /);
      connection.send('x'.repeat(BODY / 2), GOOD);
      expect(await connection.answer()).toMatch(/^HTTP\/1\.1 200 /);
      await sleep(LINGER_SECONDS * 1000 + 200);
      expect(connection.closed).toBe(false);
      connection.send(GOOD);
      expect(await connection.answer()).toMatch(/^HTTP\/1\.1 200 /);
      connection.socket.destroy();
    },
  );

  test.each(REFUSED)(
    'a request refused before its body is there may end in peace if it wants the connection closed: %s',
    async (_, line, headers) => {
      const connection = new Connection(true);
      const [method, path] = line.split(' ');
      connection.send(head(method, path, BODY, 'Connection: close', ...headers), 'x'.repeat(1000));
      expect(await connection.answer()).toMatch(/^HTTP\/1\.1 4\d\d /);
      await sleep(20);
      connection.socket.end('x'.repeat(BODY - 1000));
      await finished(connection.socket);
      await expect.poll(openConnections, { timeout: 5000 }).toBe(0);
      connection.socket.destroy();
    },
  );

  test('a refused request is cut off if the rest of its body does not come', async () => {
    const connection = new Connection();
    connection.send(head('POST', '/api/classifications', BODY), 'x'.repeat(1000));
    expect(await connection.answer()).toMatch(/^HTTP\/1\.1 413 /);
    await expect.poll(() => connection.closed).toBe(true);
  });
});

test('bytes that are no request are told so, and their connection does not stay open', async () => {
  const connection = new Connection(true);
  expect(await connection.send('hello?\r\n\r\n').answer()).toMatch(/^HTTP\/1\.1 400 /);
  await expect.poll(openConnections, { timeout: 5000 }).toBe(0);
  connection.socket.destroy();
});

test('a method that nobody knows is told which there are', async () => {
  const answer = await new Connection()
    .send('FETCH /api/models HTTP/1.1\r\nHost: localhost\r\n\r\n')
    .answer();
  expect(answer).toMatch(/^HTTP\/1\.1 405 Method Not Allowed\r\nAllow: DELETE, GET, HEAD, POST\r\n/);
});
