/** Access control: this machine and the token in each of its forms are admitted, nothing else. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createApp, startServer } from '../../../test/support/built.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import type { AppOptions } from '../app.ts';

const TOKEN = 'a-token-for-tests-0123';
const AWAY = { remoteAddress: '203.0.113.7', headers: { host: 'music.example:8080' } };
let folder: string;
let options: AppOptions;
const apps: FastifyInstance[] = [];
/** Guarded by `TOKEN`. */
let app: FastifyInstance;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-access-'));
  const webDirectory = join(folder, 'web');
  const modelsDirectory = join(folder, 'models');
  await mkdir(webDirectory);
  await mkdir(modelsDirectory);
  await writeFile(join(webDirectory, 'index.html'), '<!doctype html><title>Tonearm</title>');
  options = {
    modelsDirectory,
    webDirectory,
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    onlyKnownHosts: false,
  };
  app = await appWith({ access: { token: TOKEN } });
});

afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await removeFolder(folder);
});

async function appWith(more: AppOptions): Promise<FastifyInstance> {
  const other = await createApp({ ...options, ...more });
  apps.push(other);
  return other;
}

function away(url: string, headers: InjectOptions['headers'] = {}): InjectOptions {
  return { ...AWAY, url, headers: { ...AWAY.headers, ...headers } };
}

async function cookieFrom(): Promise<string> {
  const { headers } = await app.inject(away(`/?token=${TOKEN}`));
  return String(headers['set-cookie']).split(';')[0];
}

describe('without the token', () => {
  test.each(['/api/health', '/api/models', '/api/openapi.json', '/api/docs', '/models/a.onnx', '/gone.js'])(
    '%s is not told to others',
    async (url) => {
      const response = await app.inject(away(url));
      expect([response.statusCode, response.headers['www-authenticate']]).toEqual([
        401,
        'Bearer realm="Tonearm"',
      ]);
      expect(response.json()).toMatchObject({ code: 'unauthorized', status: 401 });
      expect(response.body).not.toContain(TOKEN);
    },
  );

  test('a browser is shown a door with a field for the token', async () => {
    const response = await app.inject(away('/models', { accept: 'text/html,*/*' }));
    expect([response.statusCode, response.headers['cache-control']]).toEqual([401, 'no-store']);
    expect(response.body).toContain('<label for="token">');
    // Or browsers would send its form as from nowhere, which is refused.
    expect(response.headers['referrer-policy']).toBe('same-origin');
    expect(response.body).not.toContain('<title>Tonearm</title>');
  });

  test('nothing is heard for others', async () => {
    const request = { ...away('/api/classifications'), method: 'POST', payload: 'x' } as const;
    expect((await app.inject(request)).statusCode).toBe(401);
  });

  test('where there is none, others are told so', async () => {
    const other = await appWith({});
    expect((await other.inject(away('/api/health'))).json().detail).toContain('without a token');
    expect((await other.inject(away('/', { accept: 'text/html' }))).body).toContain('For this machine alone');
    expect((await other.inject(away('/?token='))).statusCode).toBe(401);
  });
});

describe('this machine', () => {
  let trusting: FastifyInstance;

  beforeAll(async () => {
    trusting = await appWith({ access: { token: TOKEN }, trustProxy: true });
  });

  test.each([
    ['127.0.0.1', 'localhost:8080'],
    ['127.0.0.1', '127.0.0.1:8080'],
    ['::1', '[::1]:8080'],
    ['::ffff:127.0.0.1', 'localhost'],
  ])('%s asking for %s needs no token', async (remoteAddress, host) => {
    const response = await app.inject({ url: '/api/health', remoteAddress, headers: { host } });
    expect(response.statusCode).toBe(200);
  });

  test.each<[string, InjectOptions]>([
    ['a name that somebody pointed here', { headers: { host: 'evil.example' } }],
    ['a name of this machine from elsewhere', { remoteAddress: '203.0.113.7' }],
    ['an address that only looks like it', { remoteAddress: '::ffff:203.0.113.7' }],
    ['somebody behind a proxy here', { headers: { 'x-forwarded-for': '203.0.113.7' } }],
    ['somebody who claims to be here', { headers: { 'x-forwarded-for': '127.0.0.1' } }],
    ['a proxy of another kind', { headers: { forwarded: 'for=127.0.0.1' } }],
    ['a proxy that tells the address alone', { headers: { 'x-real-ip': '127.0.0.1' } }],
    ['a proxy that names itself', { headers: { via: '1.1 proxy' } }],
  ])('is not %s', async (_, { remoteAddress = '127.0.0.1', headers }) => {
    for (const each of [app, trusting]) {
      const request = { url: '/api/health', remoteAddress, headers: { host: 'localhost:8080', ...headers } };
      expect((await each.inject(request)).statusCode).toBe(401);
    }
  });
});

describe('the token', () => {
  test('opens to programs', async () => {
    const response = await app.inject(away('/api/health', { authorization: `Bearer ${TOKEN}` }));
    expect(response.statusCode).toBe(200);
  });

  test('in a link becomes a cookie that no script and no other site can use', async () => {
    const opened = await app.inject(away(`/library?token=${TOKEN}`));
    expect([opened.statusCode, opened.headers['cache-control']]).toEqual([201, 'no-store']);
    const cookie = String(opened.headers['set-cookie']);
    expect(cookie).toMatch(
      /^tonearm_access_8080=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
    );
    expect(opened.body).toContain('content="0;url=/library"');
    expect(`${cookie}${opened.body}`).not.toContain(TOKEN);
    const inside = await app.inject(away('/api/health', { cookie: `a=b; ${cookie.split(';')[0]}` }));
    expect(inside.statusCode).toBe(200);
  });

  test('typed into the door does the same', async () => {
    const send = (token: string) =>
      app.inject({
        ...away('/access', { 'content-type': 'application/x-www-form-urlencoded' }),
        method: 'POST',
        payload: `token=${encodeURIComponent(token)}`,
      });
    const wrong = await send('another');
    expect([wrong.statusCode, wrong.headers['set-cookie']]).toEqual([401, undefined]);
    expect(wrong.body).toContain('That is not the token');
    const right = await send(` ${TOKEN} `);
    expect([right.statusCode, String(right.headers['set-cookie'])]).toEqual([
      201,
      expect.stringContaining('tonearm_access_8080='),
    ]);
    expect(right.body).toContain('content="0;url=/"');
  });

  test('is sent over TLS alone where the proxy speaks it', async () => {
    const other = await appWith({ access: { token: TOKEN }, trustProxy: true });
    const response = await other.inject(away(`/?token=${TOKEN}`, { 'x-forwarded-proto': 'https' }));
    expect(response.headers['set-cookie']).toMatch(/; Secure$/);
  });

  test.each(['//evil.example/', '/\\evil.example/', '/"><script>'])(
    'in a link to %s leads to this server and nowhere else',
    async (path) => {
      const { body } = await app.inject(away(`${path}?token=${TOKEN}`));
      const target = /url=([^"]*)"/.exec(body)![1];
      expect(new URL(target, 'http://music.example').origin).toBe('http://music.example');
      expect(body).not.toContain('<script');
    },
  );

  test('that is wrong opens nothing, in any form', async () => {
    const cookie = await cookieFrom();
    const name = cookie.split('=')[0];
    for (const request of [
      away('/?token=wrong-wrong-wrong-wrong'),
      away(`/?token=${TOKEN}&token=${TOKEN}`),
      away(`/api/health?token=${TOKEN}`),
      away('/api/health', { authorization: `Bearer ${TOKEN}x` }),
      away('/api/health', { authorization: `Bearer ${cookie.split('=')[1]}` }),
      away('/api/health', { authorization: `Basic ${TOKEN}` }),
      away('/api/health', { cookie: `${name}=${TOKEN}` }),
      away('/api/health', { cookie: `${name}=` }),
    ]) {
      expect((await app.inject(request)).statusCode, JSON.stringify(request)).toBe(401);
    }
  });

  test('of an earlier start is taken back from the browser', async () => {
    const response = await app.inject(away('/api/health', { cookie: 'tonearm_access_8080=old' }));
    expect(response.headers['set-cookie']).toMatch(/^tonearm_access_8080=; .*Max-Age=0/);
  });

  test('cannot be tried without end', async () => {
    const strict = await appWith({ access: { token: TOKEN } });
    const attempt = (headers: { authorization?: string; cookie?: string }) =>
      strict.inject(away('/api/health', headers));
    for (let i = 0; i < 20; i++) {
      const guess = i % 2 ? { authorization: `Bearer ${i}` } : { cookie: `tonearm_access_8080=${i}` };
      expect((await attempt(guess)).statusCode).toBe(401);
    }
    const right = { authorization: `Bearer ${TOKEN}` };
    expect((await attempt(right)).json()).toMatchObject({ code: 'rate-limited', status: 429 });
    expect(
      (await strict.inject({ ...away('/api/health', right), remoteAddress: '203.0.113.8' })).statusCode,
    ).toBe(200);
    expect((await strict.inject({ ...away(`/?token=${TOKEN}`) })).statusCode).toBe(429);
  });

  test.each(['', 'short', 'sixteen letters with spaces', 'x'.repeat(201), 'sixteen-letters-ö'])(
    'is refused when it is %j',
    async (token) => {
      await expect(createApp({ ...options, access: { token } })).rejects.toMatchObject({
        code: 'bad-request',
      });
    },
  );
});

describe('a server that is open to all', () => {
  test('a server that is open to all is looked at by strangers', async () => {
    const other = await appWith({ access: { openToAll: true } });
    expect((await other.inject(away('/api/health'))).statusCode).toBe(200);
  });
});

describe('a server that starts', () => {
  async function printed(start: Parameters<typeof startServer>[0]): Promise<string[]> {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    try {
      const { onlyKnownHosts: _, ...defaults } = options;
      const server = await startServer({ ...defaults, port: 0, ...start });
      await server.close();
      return log.mock.calls.map(([line]) => line);
    } finally {
      log.mockRestore();
    }
  }

  test('for this machine prints its address alone', async () => {
    expect(await printed({})).toEqual([
      expect.stringMatching(/^Tonearm listens on http:\/\/127\.0\.0\.1:\d+$/),
    ]);
  });

  test('for all machines prints links with a new token each time', async () => {
    const [[first, says, link], [, , other]] = [
      await printed({ host: '0.0.0.0' }),
      await printed({ host: '0.0.0.0' }),
    ];
    expect(first).toMatch(/^Tonearm listens on http:\/\/localhost:\d+$/);
    expect(says).toBe('From other machines, open:');
    expect(link).toMatch(/^ {2}http:\/\/\S+:\d+\/\?token=[\w-]{24}$/);
    expect(link.split('token=')[1]).not.toBe(other.split('token=')[1]);
  });

  test('prints no token that was chosen', async () => {
    const lines = await printed({ host: '0.0.0.0', access: { token: TOKEN } });
    expect(lines[1]).toBe('From other machines it asks for the access token.');
    expect(lines.join()).not.toContain(TOKEN);
  });

  test('a server that starts says when it is open to all', async () => {
    expect((await printed({ host: '0.0.0.0', access: { openToAll: true } }))[1]).toContain('everybody');
  });
});
