import { mkdtemp, readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { type Handler, openWebServer, type WebServer } from '../../test/support/web-server.ts';
import { type Egress, openEgress } from './egress.ts';
import { fetchBytes, fetchJson, fetchToFile } from './safe-fetch.ts';

const LIMITS = { maxBytes: 100_000, wholeSeconds: 20, idleSeconds: 10 };
/** Names as an attacker's own name server would answer. */
const NAMES: Record<string, string[]> = {
  'one.rebind.test': ['127.0.0.1'],
  'metadata.rebind.test': ['169.254.169.254'],
  'half.rebind.test': ['93.184.216.34', '10.0.0.1'],
  'six.rebind.test': ['::1'],
  'mapped.rebind.test': ['::ffff:127.0.0.1'],
  'scoped.rebind.test': ['fe80::1%eth0'],
  'empty.test': [],
};

/** Addresses that must never be requested. */
const REFUSED: readonly [why: string, url: string][] = [
  ['loopback', 'http://127.0.0.1/'],
  ['loopback, other', 'http://127.255.255.254/'],
  ['loopback, short', 'http://127.1/'],
  ['loopback, decimal', 'http://2130706433/'],
  ['loopback, octal', 'http://0177.0.0.1/'],
  ['loopback, one octal number', 'http://017700000001/'],
  ['loopback, hexadecimal', 'http://0x7f000001/'],
  ['loopback, hexadecimal parts', 'http://0x7f.0x0.0x0.0x1/'],
  ['loopback, mixed', 'http://0x7f.1/'],
  ['loopback, full-width digits', 'http://１２７.０.０.１/'],
  ['loopback, circled digits', 'http://①②⑦.⓪.⓪.①/'],
  ['loopback, ideographic stops', 'http://127。0。0。1/'],
  ['loopback, percent-encoded', 'http://%31%32%37.0.0.1/'],
  ['loopback, dot at the end', 'http://127.0.0.1./'],
  ['this host', 'http://0.0.0.0/'],
  ['this host, short', 'http://0/'],
  ['by name', 'http://localhost/'],
  ['by name, dot at the end', 'http://localhost./'],
  ['private 10', 'http://10.1.2.3/'],
  ['private 172.16', 'https://172.16.0.1/'],
  ['private 172.31', 'https://172.31.255.255/'],
  ['private 192.168', 'http://192.168.0.1/'],
  ['private, decimal', 'http://3232235777/'],
  ['shared (CGNAT)', 'http://100.64.0.1/'],
  ['link-local', 'http://169.254.1.1/'],
  ['metadata', 'http://169.254.169.254/latest/meta-data/'],
  ['metadata, decimal', 'http://2852039166/'],
  ['metadata, hexadecimal', 'http://0xa9fea9fe/'],
  ['metadata of another cloud', 'http://168.63.129.16/'],
  ['metadata of a third', 'http://100.100.100.200/'],
  ['metadata, IPv6', 'http://[fd00:ec2::254]/'],
  ['multicast', 'http://224.0.0.1/'],
  ['broadcast', 'http://255.255.255.255/'],
  ['reserved', 'http://240.0.0.1/'],
  ['benchmarks', 'http://198.18.0.1/'],
  ['documentation', 'http://203.0.113.7/'],
  ['6to4 relay', 'http://192.88.99.1/'],
  ['IPv6 loopback', 'http://[::1]/'],
  ['IPv6 loopback, long', 'http://[0:0:0:0:0:0:0:1]/'],
  ['IPv6 unspecified', 'http://[::]/'],
  ['IPv6 link-local', 'http://[fe80::1]/'],
  ['IPv6 site-local', 'http://[fec0::1]/'],
  ['IPv6 unique local', 'http://[fc00::1]/'],
  ['IPv6 multicast', 'http://[ff02::1]/'],
  ['IPv4-mapped', 'http://[::ffff:127.0.0.1]/'],
  ['IPv4-mapped, hexadecimal', 'http://[::ffff:7f00:1]/'],
  ['IPv4-mapped, public too', 'http://[::ffff:93.184.216.34]/'],
  ['IPv4-compatible', 'http://[::127.0.0.1]/'],
  ['IPv4-translated', 'http://[::ffff:0:127.0.0.1]/'],
  ['NAT64', 'http://[64:ff9b::7f00:1]/'],
  ['NAT64, local', 'http://[64:ff9b:1::a00:1]/'],
  ['6to4', 'http://[2002:7f00:1::]/'],
  ['Teredo', 'http://[2001:0:7f00:1::]/'],
  ['IPv6 documentation', 'http://[2001:db8::1]/'],
  ['IPv6 with a zone', 'http://[fe80::1%25eth0]/'],
  ['a name that leads to loopback', 'http://one.rebind.test/'],
  ['a name that leads to metadata', 'http://metadata.rebind.test/'],
  ['a name of which one address is private', 'http://half.rebind.test/'],
  ['a name that leads to IPv6 loopback', 'http://six.rebind.test/'],
  ['a name that leads to a mapped address', 'http://mapped.rebind.test/'],
  ['a name that leads to a scoped address', 'http://scoped.rebind.test/'],
  ['a name without addresses', 'http://empty.test/'],
  ['a name that does not exist', 'http://nobody.test/'],
  ['a user', 'http://user@music.test/'],
  ['a user and a password', 'http://user:secret@music.test/'],
  ['a password alone', 'http://:secret@music.test/'],
  ['a host that hides behind a user', 'http://music.test@127.0.0.1/'],
  ['a port', 'http://music.test:22/'],
  ['another port', 'https://music.test:8443/'],
  ['a port of a local server', 'http://127.0.0.1:6379/'],
  ['file:', 'file:///etc/passwd'],
  ['file: with a host', 'file://localhost/etc/passwd'],
  ['gopher:', 'gopher://music.test:70/_'],
  ['data:', 'data:audio/wav;base64,UklGRg=='],
  ['ftp:', 'ftp://music.test/song.mp3'],
  ['javascript:', 'javascript:alert(1)'],
  ['blob:', 'blob:http://music.test/1'],
  ['ws:', 'ws://music.test/'],
  ['no kind', '//music.test/song.mp3'],
  ['no address', 'song.mp3'],
  ['nothing', ''],
  ['no host', 'http://'],
  ['a line break', 'http://music.test\r\n.evil/\u0000'.replace('test', 'te st')],
  ['far too long', `http://music.test/${'a'.repeat(3000)}`],
];

/** Knows the names above; answers everything else as a name server without it. */
const world: Egress = { ...openEgress(), resolve: async (name) => addressesOf(NAMES[name] ?? notFound()) };
let folder: string;
const servers: WebServer[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-fetch-'));
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await removeFolder(folder);
});

test('there are enough hostile addresses', () => {
  expect(REFUSED.length).toBeGreaterThanOrEqual(40);
});

describe('refused before anything is sent', () => {
  test.each(REFUSED)('%s: %s', async (_, url) => {
    await expect(fetchBytes(url, world, LIMITS)).rejects.toMatchObject({ code: 'bad-request' });
  });

  test.each(['http://127.0.0.1', 'http://localhost', 'http://2130706433', 'http://[::ffff:7f00:1]'])(
    'a listening server behind %s hears nothing',
    async (host) => {
      const server = await serve((_, response) => response.end('secret'));
      const egress = openEgress([], [server.port]);
      await expect(fetchBytes(`${host}:${server.port}/`, egress, LIMITS)).rejects.toMatchObject({
        code: 'bad-request',
      });
      expect(server.asked).toEqual([]);
    },
  );
});

describe('refused behind a redirect', () => {
  test.each(REFUSED.filter(([, url]) => /^[a-z]+:.|^http:\/\/$/.test(url)))('%s: %s', async (_, target) => {
    const server = await serve((_request, response) =>
      response.writeHead(302, { location: encodeURI(decodeURI(target)) }).end(),
    );
    await expect(fetchBytes(server.origin, trusting(server), LIMITS)).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect(server.asked).toEqual(['/']);
    await server.close();
  });

  test('more than five in a row, and loops', async () => {
    const server = await serve((_, response) => response.writeHead(301, { location: '/again' }).end());
    await expect(fetchBytes(server.origin, trusting(server), LIMITS)).rejects.toMatchObject({
      code: 'source-failed',
    });
    expect(server.asked).toHaveLength(6);
  });
});

describe('a name that changes its answer', () => {
  test('is asked once a hop, and the connection goes where the check went', async () => {
    const outside = await serve((_, response) => response.end('outside'), '127.0.0.2');
    const inside = await serve((_, response) => response.end('inside'), '127.0.0.1', outside.port);
    const answers = ['127.0.0.2', '127.0.0.1', '127.0.0.1'];
    const egress: Egress = {
      ...openEgress([], [outside.port]),
      resolve: async () => addressesOf([answers.shift()!]),
      permits: (address) => address === '127.0.0.2',
    };
    const url = `http://changing.test:${outside.port}/`;
    expect((await fetchBytes(url, egress, LIMITS)).bytes.toString()).toBe('outside');
    expect(outside.last().headers.host).toBe(`changing.test:${outside.port}`);
    await expect(fetchBytes(url, egress, LIMITS)).rejects.toMatchObject({ code: 'bad-request' });
    expect([inside.asked, answers]).toEqual([[], ['127.0.0.1']]);
  });
});

describe('what is sent and what comes back', () => {
  test('a file, through a redirect, with nothing of ours but a name', async () => {
    const server = await serve(({ url }, response) => {
      if (url === '/a') response.writeHead(307, { location: 'b?c=d', 'set-cookie': 'id=1' }).end();
      else response.writeHead(200, { 'content-type': 'Audio/MPEG; charset=x' }).end('sound');
    });
    const path = join(folder, 'file');
    const fetched = await fetchToFile(`${server.origin}/a#part`, path, trusting(server), LIMITS);
    expect(await readFile(path, 'utf8')).toBe('sound');
    expect([fetched.contentType, fetched.url.pathname]).toEqual(['audio/mpeg', '/b']);
    expect(server.asked).toEqual(['/a', '/b?c=d']);
    const { host: _, connection: __, ...headers } = server.last().headers;
    expect(headers).toEqual({ accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Tonearm' });
  });

  test('progress is told, with a share where the length is known', async () => {
    const server = await serve((_, response) => response.writeHead(200, { 'content-length': 4 }).end('1234'));
    const told: unknown[] = [];
    const options = { ...LIMITS, onProgress: (progress: unknown) => told.push(progress) };
    await fetchBytes(server.origin, trusting(server), options);
    expect(told.at(-1)).toEqual({ bytesDone: 4, fractionDone: 1 });
  });

  test.each<[string, Handler, string]>([
    [
      'promises too much',
      (_, response) => void response.writeHead(200, { 'content-length': 1e9 }).write('x'),
      'too-large',
    ],
    ['gives too much', (_, response) => response.end(Buffer.alloc(200_000)), 'too-large'],
    ['gives without end', (_, response) => pour(response), 'too-large'],
    ['is not there', (_, response) => response.writeHead(404).end(), 'not-found'],
    ['is asked too often', (_, response) => response.writeHead(429).end(), 'busy'],
    ['is broken', (_, response) => response.writeHead(500).end('stack trace'), 'source-failed'],
    ['gives a part', (_, response) => response.writeHead(206).end('x'), 'source-failed'],
    [
      'compresses',
      (_, response) => response.writeHead(200, { 'content-encoding': 'br' }).end(),
      'source-failed',
    ],
    ['hangs up', (request) => void request.socket.destroy(), 'source-failed'],
    ['stops in the middle', (_, response) => stopInTheMiddle(response), 'source-failed'],
    ['speaks no HTTP', (request) => void request.socket.end('hello'), 'source-failed'],
    ['redirects nowhere', (_, response) => response.writeHead(302).end(), 'source-failed'],
  ])('a server that %s', async (_, handle, code) => {
    const server = await serve(handle);
    await expect(fetchBytes(server.origin, trusting(server), LIMITS)).rejects.toMatchObject({ code });
  });

  test.each<[string, Handler]>([
    ['says nothing', () => {}],
    ['says half a head', (request) => void request.socket.write('HTTP/1.1 200 OK\r\nContent-')],
    ['stops after some bytes', (_, response) => void response.write('abc')],
  ])('a server that %s is given up', async (_, handle) => {
    const server = await serve(handle);
    const fetching = fetchBytes(server.origin, trusting(server), { ...LIMITS, idleSeconds: 0.2 });
    await expect(fetching).rejects.toMatchObject({ code: 'timed-out' });
  });

  test('a server that drips is given up when the whole takes too long', async () => {
    const server = await serve((_, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const fetching = fetchBytes(server.origin, trusting(server), { ...LIMITS, wholeSeconds: 0.3 });
    await expect(fetching).rejects.toMatchObject({ code: 'timed-out' });
  });

  test('so is a name server that does not answer', async () => {
    const egress: Egress = { ...openEgress(), resolve: () => new Promise(() => {}) };
    const fetching = fetchBytes('http://slow.test/', egress, { ...LIMITS, wholeSeconds: 0.1 });
    await expect(fetching).rejects.toMatchObject({ code: 'timed-out' });
  });

  test('the caller may call it off, before and during', async () => {
    const server = await serve((_, response) => void response.write('abc'));
    const reason = new Error('enough');
    const before = { ...LIMITS, signal: AbortSignal.abort(reason) };
    await expect(fetchBytes(server.origin, trusting(server), before)).rejects.toBe(reason);
    const stop = new AbortController();
    const during = { ...LIMITS, signal: stop.signal, onProgress: () => stop.abort(reason) };
    await expect(fetchBytes(server.origin, trusting(server), during)).rejects.toBe(reason);
  });

  test('JSON that is none fails by name, without its text', async () => {
    const server = await serve((_, response) => response.end('<html>secret</html>'));
    await expect(fetchJson(server.origin, trusting(server), LIMITS)).rejects.toMatchObject({
      code: 'source-failed',
      message: expect.not.stringContaining('secret'),
    });
  });
});

async function serve(handle: Handler, host?: string, port?: number): Promise<WebServer> {
  const server = await openWebServer(handle, host, port);
  servers.push(server);
  return server;
}

/** The operator vouches for this one server, and for nothing that it points to. */
function trusting({ origin }: WebServer): Egress {
  return { ...world, origins: new Set([origin]) };
}

function addressesOf(addresses: readonly string[]) {
  return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

function notFound(): never {
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
}

/** Writes without end, as fast as it is read. */
function pour(response: ServerResponse): void {
  while (response.write(Buffer.alloc(10_000)));
  if (!response.destroyed) setTimeout(() => pour(response), 5).unref();
}

function stopInTheMiddle(response: Parameters<Handler>[1]): void {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('abc', () => response.socket?.destroy());
}
