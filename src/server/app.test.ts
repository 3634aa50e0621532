/** The HTTP interface through its public door: what it answers, in which words, under which headers. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../test/support/built.ts';
import { song } from '../../test/support/hostile-files.ts';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { filesIn } from '../../test/support/server-process.ts';
import { writeSmallModel } from '../../test/support/small-model.ts';
import { formOf, postRaw } from '../../test/support/upload.ts';
import { LIBRARY_PATHS, songAddress } from '../../web/library/paths.ts';
import { PATHS } from '../../web/shell/pages.ts';
import { GENRES } from '../genres.ts';
import type { AppOptions } from './app.ts';
import type { Limits } from './limits.ts';

type Response = Awaited<ReturnType<FastifyInstance['inject']>>;

const URL_PATH = '/api/classifications';
let folder: string;
let options: AppOptions;
let app: FastifyInstance;
const others: FastifyInstance[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-test-'));
  const modelsDirectory = join(folder, 'models');
  const webDirectory = join(folder, 'web');
  await mkdir(modelsDirectory);
  await mkdir(join(webDirectory, 'assets'), { recursive: true });
  await writeSmallModel(modelsDirectory, 'small');
  await writeSmallModel(modelsDirectory, 'other');
  await writeFile(join(modelsDirectory, 'broken.onnx'), 'no model');
  await writeFile(join(modelsDirectory, 'secret.txt'), 'not for you');
  await writeFile(join(webDirectory, 'index.html'), '<!doctype html><title>Tonearm</title>');
  await writeFile(join(webDirectory, 'assets', 'app-Ab3_x-Yz.js'), 'export {};');
  await writeFile(join(webDirectory, 'assets', 'codec-Ab3_x-Yz.wasm'), '\0asm');
  await writeFile(join(webDirectory, 'manifest.webmanifest'), '{}');
  options = {
    modelsDirectory,
    webDirectory,
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    defaultModel: 'small',
  };
  app = await createApp(options);
});

afterAll(async () => {
  await Promise.all([app, ...others].map((each) => each?.close()));
  await removeFolder(folder);
});

/** An app of its own, with other limits. */
async function appWith(limits: Partial<Limits>, more: AppOptions = {}): Promise<FastifyInstance> {
  const other = await createApp({ ...options, ...more, limits });
  others.push(other);
  return other;
}

describe('a song', () => {
  test('a song that is long is analysed in passages, or wholly if that is asked for', async () => {
    const ask = async (query: string) => {
      const form = await formOf({ name: 'song.wav', bytes: song(70) });
      return app.inject({ method: 'POST', url: `${URL_PATH}?${query}`, ...form });
    };
    expect((await ask('passages=2')).json()).toMatchObject({
      durationSeconds: 70,
      analysedSeconds: 60,
      heardSeconds: 60,
    });
    expect((await ask('passages=2&whole=true')).json()).not.toHaveProperty('analysedSeconds');
    expect((await ask('')).json()).not.toHaveProperty('analysedSeconds');
    for (const query of ['passages=0', 'passages=many', 'whole=perhaps'])
      expect((await ask(query)).statusCode).toBe(400);
  });

  test('a song as a form gets its genre', async () => {
    const form = await formOf({ name: 'song.wav', bytes: song(5) });
    const response = await app.inject({ method: 'POST', url: URL_PATH, ...form });
    expect(response.statusCode).toBe(200);
    const prediction = response.json();
    expect(prediction.ranking.map((rank: { genre: string }) => rank.genre).sort()).toEqual(
      [...GENRES].sort(),
    );
    expect(prediction.genre).toBe(prediction.ranking[0].genre);
    expect(prediction.durationSeconds).toBeCloseTo(5, 2);
    expect(prediction.model).toEqual({ name: 'small', version: '1.0.0' });
    expect(prediction.warnings.map((warning: { code: string }) => warning.code)).toEqual(['short']);
  });

  test.each(['audio/wav', 'application/octet-stream', 'text/plain', 'application/json', 'video/x-whatever'])(
    'as a raw body of type %s gets the same',
    async (type) => {
      const response = await postRaw(app, song(5), { 'content-type': type });
      expect(response.statusCode).toBe(200);
      expect(response.json().durationSeconds).toBeCloseTo(5, 2);
    },
  );

  test('a song is heard by the model that the request names', async () => {
    const url = `${URL_PATH}?model=other`;
    const response = await app.inject({ method: 'POST', url, payload: Buffer.from(song(5)) });
    expect(response.json().model.name).toBe('other');
  });

  test('a song as a stream of events tells its progress, then the result', async () => {
    const response = await postRaw(app, song(40), { accept: 'text/event-stream' });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/event-stream');
    const events = eventsOf(response);
    expect(events[0]).toEqual({
      event: 'progress',
      data: { stage: 'waiting', secondsDone: 0, fractionDone: 0 },
    });
    const listening = events.filter(({ data }) => data.stage === 'listening');
    const seconds = listening.map(({ data }) => Number(data.secondsDone));
    expect([seconds[0], seconds.at(-1)]).toEqual([0, 40]);
    expect(seconds.length).toBeGreaterThan(2);
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
    const answered = listening.flatMap(({ data }) => data.segment ?? []);
    expect(answered).not.toEqual([]);
    expect(events.at(-1)).toMatchObject({
      event: 'result',
      data: { durationSeconds: expect.closeTo(40, 2), segments: answered },
    });
  });

  test('a song as a stream of events that cannot be heard ends in an error', async () => {
    const response = await postRaw(app, new TextEncoder().encode('no song'), { accept: 'text/event-stream' });
    expect(eventsOf(response).at(-1)).toMatchObject({
      event: 'error',
      data: { status: 415, code: 'unsupported-format' },
    });
  });

  test('a song leaves no file behind', async () => {
    await postRaw(app, song(5));
    expect(await filesIn(options.uploadParent!)).toEqual([]);
  });
});

describe('a request that makes no sense', () => {
  test.each<[string, () => Promise<InjectOptions>, number, string]>([
    ['a form without a file', async () => formOf(), 400, 'got none'],
    [
      'another field',
      () => formOf({ field: 'song', name: 'a', bytes: song(3) }),
      400,
      'got the field "song"',
    ],
    [
      'two files',
      () => formOf({ name: 'a', bytes: song(3) }, { name: 'b', bytes: song(3) }),
      400,
      'Expected one file a request',
    ],
    [
      'a form cut short',
      async () => {
        const form = await formOf({ name: 'a', bytes: song(3) });
        return { ...form, payload: form.payload.subarray(0, 5000) };
      },
      400,
      'Expected',
    ],
    ['a form without a boundary', async () => raw('multipart/form-data', 'x'), 400, 'multipart body'],
    ['a form of garbage', async () => raw('multipart/form-data; boundary=x', 'zzz'), 400, 'multipart body'],
    ['a type that is no type', async () => raw('§', 'x'), 415, ''],
    ['no body at all', async () => ({}), 415, 'an empty file'],
    [
      'an unknown model',
      async () => ({ query: { model: 'gone' } }),
      404,
      'one of the models here (other, small)',
    ],
    ['an empty name of a model', async () => ({ query: { model: '' } }), 400, 'model'],
    ['two models', async () => ({ query: { model: ['small', 'other'] } }), 400, 'model'],
  ])('%s', async (_, request, status, detail) => {
    const response = await app.inject({ method: 'POST', url: URL_PATH, ...(await request()) });
    expectProblem(response, status);
    expect(response.json().detail).toContain(detail);
    expect(await filesIn(options.uploadParent!)).toEqual([]);
  });

  function raw(type: string, payload: string): InjectOptions {
    return { headers: { 'content-type': type }, payload };
  }
});

describe('every error is a problem', () => {
  test.each<[string, InjectOptions, number, string]>([
    ['an unknown address', { url: '/api/nothing' }, 404, 'not-found'],
    ['an unknown file', { url: '/assets/gone.js' }, 404, 'not-found'],
    ['an address that cannot be read', { url: '/%zz' }, 400, 'bad-request'],
    ['another method', { method: 'DELETE', url: URL_PATH }, 405, 'method-not-allowed'],
    [
      'another method with a body',
      { method: 'PUT', url: '/api/models', payload: '{' },
      405,
      'method-not-allowed',
    ],
    ['a foreign host', { url: '/', headers: { host: 'evil.example' } }, 403, 'forbidden'],
    ['a host with a trick', { url: '/', headers: { host: 'localhost@evil.example' } }, 403, 'forbidden'],
    [
      'a foreign origin',
      { method: 'POST', url: URL_PATH, headers: { origin: 'https://evil.example' } },
      403,
      'forbidden',
    ],
    ['no origin at all', { method: 'POST', url: URL_PATH, headers: { origin: 'null' } }, 403, 'forbidden'],
    [
      'another port of this machine',
      { method: 'POST', url: URL_PATH, headers: { origin: 'http://localhost:9', host: 'localhost:80' } },
      403,
      'forbidden',
    ],
    [
      'a foreign site',
      { method: 'POST', url: URL_PATH, headers: { 'sec-fetch-site': 'cross-site' } },
      403,
      'forbidden',
    ],
  ])('%s', async (_, request, status, code) => {
    const response = await app.inject(request);
    expectProblem(response, status);
    expect(response.json().code).toBe(code);
  });

  test.each<[string, string, string]>([
    ['GET', URL_PATH, 'POST'],
    ['POST', '/api/models', 'GET, HEAD'],
    ['PROPFIND', '/api/models', 'GET, HEAD'],
    ['POST', '/api/library/songs/5', 'GET, HEAD'],
    ['PUT', '/api/library/scans/5', 'DELETE'],
    ['DELETE', '/models/small.onnx', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
  ])('%s of %s says which methods there are', async (method, url, allow) => {
    const response = await app.inject({ method: method as 'GET', url });
    expectProblem(response, 405);
    expect([response.json().code, response.headers.allow]).toEqual(['method-not-allowed', allow]);
  });

  test.each(['/api/nothing', '/nothing', '/api/library/songs/5/nothing'])(
    'no method is known at %s',
    async (url) => {
      expectProblem(await app.inject({ method: 'PROPFIND' as 'GET', url }), 404);
    },
  );

  test.each<[string, InjectOptions]>([
    ['text for a number', { url: '/api/library/playlists', payload: { length: '5' } }],
    ['a number for text', { url: '/api/audio', payload: { url: 5 } }],
    [
      'text for yes or no',
      { url: '/api/library/tags/plan', payload: { only: 'all', sureOnly: 'true', tempo: false } },
    ],
    ['one for a list', { url: '/api/library/playlists', payload: { length: 5, seeds: 7 } }],
    ['a field that is not there', { url: '/api/library/playlists', payload: { length: 5, lenght: 6 } }],
    ['another field that is not there', { url: '/api/audio', payload: { url: 'http://a.example/', x: 1 } }],
  ])('in a body: %s', async (_, request) => {
    expectProblem(await app.inject({ method: 'POST', ...request }), 400);
  });

  test.each(['/api/search?q=x&limit=1', '/api/library/songs?limit=5&colour=red', `${URL_PATH}?passage=5`])(
    'in an address: %s',
    async (url) => {
      const method = url.startsWith(URL_PATH) ? 'POST' : 'GET';
      expectProblem(await app.inject({ method, url }), 400);
    },
  );

  test('its own pages may act', async () => {
    const headers = { origin: 'http://localhost', host: 'localhost:80', 'sec-fetch-site': 'same-origin' };
    expect((await postRaw(app, song(5), headers)).statusCode).toBe(200);
  });

  test('a proxy before it may have a name', async () => {
    const behind = await appWith({}, { allowedHosts: ['music.example'], access: { openToAll: true } });
    const headers = { origin: 'https://music.example', host: 'music.example' };
    expect((await postRaw(behind, song(5), headers)).statusCode).toBe(200);
    expectProblem(await postRaw(behind, song(5), { host: 'other.example' }), 403);
  });
});

describe('limits', () => {
  test('too many bytes, declared or not', async () => {
    const small = await appWith({ uploadBytes: 100_000 });
    expectProblem(await postRaw(small, song(5)), 413);
    const form = await formOf({ name: 'a.wav', bytes: song(5) });
    expectProblem(await small.inject({ method: 'POST', url: URL_PATH, ...form }), 413);
    expectProblem(
      await postRaw(small, song(5), { 'content-length': '10', 'transfer-encoding': 'chunked' }),
      413,
    );
  });

  test('too many seconds', async () => {
    const short = await appWith({ songSeconds: 20 });
    const response = await postRaw(short, song(30));
    expectProblem(response, 413);
    expect(response.json().code).toBe('too-long');
    expect((await postRaw(short, song(10))).statusCode).toBe(200);
  });

  test('too many requests, told in advance', async () => {
    const strict = await appWith({ classificationsPerMinute: 2 });
    const answers = [await postRaw(strict, song(5)), await postRaw(strict, song(5))];
    expect(answers.map((answer) => answer.headers['ratelimit-remaining'])).toEqual(['1', '0']);
    const refused = await postRaw(strict, song(5));
    expectProblem(refused, 429);
    expect(refused.json().code).toBe('rate-limited');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.headers['ratelimit-limit']).toBe('2');
    expect((await strict.inject('/api/health')).statusCode).toBe(200);
  });

  test('unknown addresses count too', async () => {
    const strict = await appWith({ requestsPerMinute: 1 });
    expect((await strict.inject('/api/a')).statusCode).toBe(404);
    expectProblem(await strict.inject('/api/b'), 429);
  });
});

describe('models and health', () => {
  test('models with their figures, and the file that is broken', async () => {
    const list = (await app.inject('/api/models')).json();
    expect(list.default).toBe('small');
    expect(list.models.map((model: { name: string }) => model.name)).toEqual(['other', 'small']);
    expect(list.models[1]).toMatchObject({
      genres: [...GENRES],
      segments: { seconds: 30, hopSeconds: 15 },
      figures: [{ measure: 'accuracy', value: 0.1, n: 10 }],
      url: '/models/small.onnx',
    });
    expect(list.unavailable).toEqual([
      { file: 'broken.onnx', code: 'bad-model', message: expect.any(String) },
    ]);
  });

  test('a model file can be fetched, and nothing else of its folder', async () => {
    const list = (await app.inject('/api/models')).json();
    const file = await app.inject(list.models[1].url);
    expect([file.statusCode, file.rawPayload.length]).toEqual([200, list.models[1].bytes]);
    expect(file.headers['content-type']).toBe('application/octet-stream');
    expectProblem(await app.inject('/models/secret.txt'), 404);
    expectProblem(await app.inject('/models/..%2f..%2fpackage.json'), 404);
  });

  test('health', async () => {
    expect((await app.inject('/api/health')).json()).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      uptimeSeconds: expect.any(Number),
      workers: { total: 1, busy: 0 },
      queue: { waiting: 0, limit: 64 },
      memory: { residentBytes: expect.any(Number) },
      models: { usable: 2, unusable: 1, default: 'small' },
      library: null,
    });
  });

  test('without any model the server runs, says so, and classifies nothing', async () => {
    const empty = await appWith({}, { modelsDirectory: join(folder, 'nowhere'), defaultModel: undefined });
    expect((await empty.inject('/api/health')).json().status).toBe('degraded');
    expectProblem(await postRaw(empty, song(5)), 404);
  });

  test('a default model that is not there is an error of the operator', async () => {
    await expect(createApp({ ...options, defaultModel: 'gone' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('the page', () => {
  test.each<[string, number]>([
    ...[...Object.values(PATHS), ...Object.values(LIBRARY_PATHS)].map((path): [string, number] => [
      path,
      200,
    ]),
    [songAddress(42), 200],
    ['/models/?x=1', 200],
    ['/nothing', 404],
    ['/library/songs/0', 404],
    ['/library/map/x', 404],
    ['/songs/42?x=1', 404],
  ])('%s is the application, never cached, with the status %i', async (url, status) => {
    const response = await app.inject(url);
    expect([response.statusCode, response.headers['cache-control']]).toEqual([status, 'no-cache']);
    expect(response.headers['content-type']).toMatch('text/html');
    expect(response.body).toContain('<title>Tonearm</title>');
  });

  test.each([
    ['/assets/app-Ab3_x-Yz.js', 'application/javascript', 'public, max-age=31536000, immutable'],
    ['/assets/codec-Ab3_x-Yz.wasm', 'application/wasm', 'public, max-age=31536000, immutable'],
    ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
  ])('%s has its type and may be kept', async (url, type, caching) => {
    const response = await app.inject(url);
    expect(response.headers['content-type']).toMatch(type);
    expect(response.headers['cache-control']).toBe(caching);
  });

  test('where it is not built, an address is a problem', async () => {
    const bare = await appWith({}, { webDirectory: join(folder, 'nowhere') });
    expectProblem(await bare.inject('/'), 404);
  });
});

describe('headers', () => {
  test.each(['/', '/api/health', '/api/nothing', '/api/docs', '/models/small.onnx'])(
    'headers of %s',
    async (url) => {
      const { headers } = await app.inject(url);
      const policy = Object.fromEntries(
        String(headers['content-security-policy'])
          .split(';')
          .map((directive) => [directive.split(' ')[0], directive]),
      );
      expect(policy['script-src']).toBe("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy['worker-src']).toBe("worker-src 'self' blob:");
      expect(policy['default-src']).toBe("default-src 'self'");
      expect(policy['frame-ancestors']).toBe("frame-ancestors 'none'");
      expect(headers).toMatchObject({
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('strict-transport-security');
    },
  );

  test('headers of what is refused at the door', async () => {
    const { headers } = await app.inject({ url: '/', headers: { host: 'evil.example' } });
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'x-request-id': expect.any(String),
    });
  });

  test('a request id of the client is not taken over', async () => {
    const { headers } = await app.inject({
      url: '/',
      headers: { 'x-request-id': 'mine', 'request-id': 'mine' },
    });
    expect(headers['x-request-id']).not.toBe('mine');
  });
});

describe('the description of the interface', () => {
  test('holds for what is answered', async () => {
    const document = (await app.inject('/api/openapi.json')).json();
    const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema(document, 'openapi');
    const form = await formOf({ name: 'a.wav', bytes: song(5) });
    const answers: [string, string, string, Response][] = [
      [URL_PATH, 'post', '200', await app.inject({ method: 'POST', url: URL_PATH, ...form })],
      [URL_PATH, 'post', '4XX', await postRaw(app, song(0.2))],
      [URL_PATH, 'post', '4XX', await postRaw(app, new Uint8Array(0))],
      ['/api/models', 'get', '200', await app.inject('/api/models')],
      ['/api/health', 'get', '200', await app.inject('/api/health')],
    ];
    for (const [path, method, status, response] of answers) {
      const type = String(response.headers['content-type']).split(';')[0];
      const place = ['paths', path, method, 'responses', status, 'content', type, 'schema'];
      const validate = ajv.getSchema(`openapi#/${place.map(escapePointer).join('/')}`);
      expect(validate, place.join(' ')).toBeDefined();
      validate!(response.json());
      expect(validate!.errors ?? [], response.body.slice(0, 300)).toEqual([]);
    }
  });

  test('would notice an answer that is not as described', async () => {
    const document = (await app.inject('/api/openapi.json')).json();
    const ajv = new Ajv2020({ strict: false }).addSchema(document, 'openapi');
    const validate = ajv.getSchema('openapi#/components/schemas/Prediction')!;
    expect(validate({ ...(await postRaw(app, song(5))).json(), confidence: 1.5 })).toBe(false);
  });

  test('the description of the interface tells what to send and which events come back', async () => {
    const { post } = (await app.inject('/api/openapi.json')).json().paths[URL_PATH];
    expect(Object.keys(post.requestBody.content)).toEqual([
      'multipart/form-data',
      'application/octet-stream',
      'audio/*',
      'application/json',
    ]);
    expect(Object.keys(post.responses['200'].content)).toEqual(['application/json', 'text/event-stream']);
    const { itemSchema } = post.responses['200'].content['text/event-stream'];
    const events = itemSchema.oneOf.map(({ properties: { event, data } }: never) => [
      (event as { const: string }).const,
      (data as { contentSchema: { $ref: string } }).contentSchema.$ref,
    ]);
    expect(Object.fromEntries(events)).toEqual({
      progress: '#/components/schemas/ProgressEvent',
      result: '#/components/schemas/Prediction',
      error: '#/components/schemas/Problem',
    });
    expect(post.parameters.map((parameter: { name: string }) => parameter.name)).toEqual([
      'model',
      'passages',
      'describe',
      'whole',
    ]);
  });

  test('the description of the interface tells the events of every stream, and only schemas that are there', async () => {
    const document = (await app.inject('/api/openapi.json')).json();
    expect(document.openapi).toBe('3.2.0');
    const text = JSON.stringify(document);
    expect(text).not.toContain('x-events');
    for (const path of ['/api/library/scans/{id}/events', '/api/library/tags/jobs/{id}/events']) {
      const { content } = document.paths[path].get.responses['200'];
      expect(Object.keys(content['text/event-stream'])).toEqual(['itemSchema']);
      expect(content['text/event-stream'].itemSchema.oneOf).toHaveLength(3);
    }
    const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(names.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  test('the description of the interface has a page without inline scripts', async () => {
    const page = await app.inject('/api/docs');
    expect(page.statusCode).toBe(200);
    const scripts = [...page.body.matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, text] of scripts) {
      expect([attributes, text.trim()]).toEqual([expect.stringContaining('src='), '']);
      const source = /src="([^"]+)"/.exec(attributes)![1];
      const script = await app.inject(new URL(source, 'http://localhost/api/docs').pathname);
      expect(script.statusCode).toBe(200);
    }
  });
});

function expectProblem(response: Response, status: number): void {
  expect([response.statusCode, response.headers['content-type']]).toEqual([
    status,
    'application/problem+json; charset=utf-8',
  ]);
  expect(response.json()).toEqual({
    type: `urn:tonearm:problem:${response.json().code}`,
    title: expect.any(String),
    status,
    detail: expect.any(String),
    code: expect.stringMatching(/^[a-z-]+$/),
    instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
  });
  expect(response.body).not.toMatch(/node_modules|\.ts\b|\\n\s+at /);
}

function eventsOf(response: Response): { event: string; data: Record<string, unknown> }[] {
  const blocks = response.body.split('\n\n').filter((block) => block.startsWith('event:'));
  return blocks.map((block) => {
    const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block)!;
    return { event, data: JSON.parse(data) };
  });
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
