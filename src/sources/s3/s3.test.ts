import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  contentsXml,
  type DocumentedS3,
  listingXml,
  openDocumentedS3,
  S3_ACCESS_KEY,
  S3_SECRET,
  s3Environment,
} from '../../../test/support/documented-s3.ts';
import type { TonearmError } from '../../errors.ts';
import { parseS3Path, s3Path } from './address.ts';
import { S3Client } from './client.ts';
import { S3Files } from './s3-files.ts';
import { s3Settings } from './settings.ts';

const BYTES = Uint8Array.from({ length: 1_500_000 }, (_, i) => (i * 7) % 251);
const QUICK = { pauseMs: 1, idleSeconds: 5, wholeSeconds: 10 };

let server: DocumentedS3;
let files: S3Files;

beforeAll(async () => {
  server = await openDocumentedS3();
});
afterAll(() => server.close());
beforeEach(() => {
  server.clear();
  files = new S3Files(new S3Client(s3Settings(s3Environment(server)), QUICK));
});

async function below(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { path, error } of files.below(folder)) found.push(error ? `${error.code} ${path}` : path);
  return found;
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable(),
    (error: TonearmError) => error,
  );
const status =
  (code: number, headers = {}) =>
  (_: unknown, response: ServerResponse) => {
    response.writeHead(code, headers).end();
    return true;
  };

describe('addresses', () => {
  test.each([
    ['s3://music', 's3://music'],
    ['s3://music/', 's3://music'],
    ['s3://music/a b/ü/', 's3://music/a b/ü'],
  ])('%s is %s', (text, path) => expect(s3Path(parseS3Path(text))).toBe(path));

  test.each([
    's3://',
    's3://A/b',
    's3://m',
    's3://music/../x',
    's3://music//x',
    's3://music/a\u0000',
    's3://..',
  ])('%j is none', (text) => expect(() => parseS3Path(text)).toThrow(/Expected an address like s3/));
});

describe('settings', () => {
  test.each([
    [{ AWS_ENDPOINT_URL_S3: 'ftp://x' }, /AWS_ENDPOINT_URL_S3/],
    [{ AWS_ENDPOINT_URL_S3: 'http://user:secret@x' }, /AWS_ENDPOINT_URL_S3/],
    [{ AWS_ENDPOINT_URL_S3: 'http://x/path' }, /AWS_ENDPOINT_URL_S3/],
    [{ AWS_ACCESS_KEY_ID: 'only' }, /both AWS_ACCESS_KEY_ID/],
    [{ AWS_REGION: 'a/b' }, /AWS_REGION/],
  ])('%j make no sense', (environment, message) => {
    expect(() => s3Settings(environment)).toThrow(message);
    expect(() => s3Settings(environment)).not.toThrow(/secret/);
  });
});

test('a folder is listed by pages, with keys of any letters, and signed', async () => {
  const keys = ['a/one two+3.mp3', 'a/b/ü ✓ (live).mp3', 'a/c.mp3', "a/it's.mp3", 'a/z%41.mp3', 'ab/x.mp3'];
  for (const key of keys) server.objects.set(`music/${key}`, BYTES.subarray(0, 10));
  expect((await below('s3://music/a')).sort()).toEqual(
    keys
      .slice(0, 5)
      .map((key) => `s3://music/${key}`)
      .sort(),
  );
  expect(server.requests).toHaveLength(2);
  for (const { authorization } of server.requests) {
    expect(authorization).toMatch(`AWS4-HMAC-SHA256 Credential=${S3_ACCESS_KEY}/`);
    expect(authorization).toContain('/eu-test-1/s3/aws4_request');
    expect(authorization).not.toContain(S3_SECRET);
  }
  const [path] = await below('s3://music/a/b');
  expect(await files.identityOf(path)).toMatchObject({
    size: 10,
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
  });
});

test('what a listing told needs no question, the second question goes to the server', async () => {
  server.objects.set('music/a/x.mp3', BYTES);
  const [path] = await below('s3://music/a');
  const told = await files.identityOf(path);
  expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
  expect(await files.identityOf(path)).toEqual(told);
  expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'HEAD']);
});

test('bytes are read by ranges, each once, neighbours together', async () => {
  server.objects.set('music/x.wav', BYTES);
  const source = files.source('s3://music/x.wav', await files.identityOf('s3://music/x.wav'));
  expect(await source.read(10, 30)).toEqual(Buffer.from(BYTES.subarray(10, 30)));
  expect(await source.read(600_000, 1_200_000)).toEqual(Buffer.from(BYTES.subarray(600_000, 1_200_000)));
  expect(await source.read(1_499_990, 2_000_000)).toEqual(Buffer.from(BYTES.subarray(1_499_990)));
  expect(await source.read(5, 1_400_000)).toEqual(Buffer.from(BYTES.subarray(5, 1_400_000)));
  expect(server.requests.flatMap(({ range }) => range ?? [])).toEqual([
    'bytes=0-524287',
    'bytes=524288-1499999',
  ]);
});

test('an object that became another is not read on', async () => {
  server.objects.set('music/x.wav', BYTES);
  const source = files.source('s3://music/x.wav', await files.identityOf('s3://music/x.wav'));
  server.objects.set(
    'music/x.wav',
    BYTES.map((byte) => byte ^ 1),
  );
  expect(await failure(source.read(0, 10))).toMatchObject({ code: 'bad-request', message: /changed while/ });
});

test('what passes is asked again, with pauses, four times at most', async () => {
  server.objects.set('music/x.wav', BYTES);
  let left = 3;
  server.disturb = (_, response) => left-- > 0 && status([503, 500, 429][left])(_, response);
  expect(await files.identityOf('s3://music/x.wav')).toMatchObject({ size: BYTES.length });
  expect(server.requests).toHaveLength(4);
  server.disturb = status(503);
  expect(await failure(files.identityOf('s3://music/x.wav'))).toMatchObject({ code: 'source-failed' });
  expect(server.requests).toHaveLength(8);
});

test('a part that breaks off is asked for again', async () => {
  server.objects.set('music/x.wav', BYTES);
  const identity = await files.identityOf('s3://music/x.wav');
  let broken = false;
  server.disturb = (_, response) => {
    if (broken) return false;
    broken = true;
    response.writeHead(206, { 'content-range': `bytes 0-524287/${BYTES.length}`, 'content-length': 524_288 });
    response.write('half');
    setTimeout(() => response.destroy(), 20);
    return true;
  };
  const bytes = await files.source('s3://music/x.wav', identity).read(0, 100);
  expect(bytes).toEqual(Buffer.from(BYTES.subarray(0, 100)));
});

test('a server that falls silent is given up', async () => {
  server.disturb = () => true;
  const client = new S3Client(s3Settings(s3Environment(server)), {
    ...QUICK,
    idleSeconds: 0.05,
    wholeSeconds: 5,
  });
  const silent = new S3Files(client);
  expect(await failure(silent.identityOf('s3://music/x.wav'))).toMatchObject({ code: 'timed-out' });
});

describe('hostile servers', () => {
  const lists = (xml: string) => (_: unknown, response: ServerResponse) => {
    response.writeHead(200).end(xml);
    return true;
  };
  const object = (key: string) => contentsXml(key, BYTES.subarray(0, 5));

  test.each([
    ['a page of a web server', '<html><body>Welcome</body></html>', /Is AWS_ENDPOINT_URL_S3 the address/],
    ['no XML', 'hello', /Is AWS_ENDPOINT_URL_S3 the address/],
    ['nothing', '', /Is AWS_ENDPOINT_URL_S3 the address/],
    ['half a list', listingXml(object('a/x.mp3')).slice(0, -30), /Is AWS_ENDPOINT_URL_S3 the address/],
    [
      'entities',
      `<!DOCTYPE x [<!ENTITY a "aaaa">]>${listingXml('&a;')}`,
      /Is AWS_ENDPOINT_URL_S3 the address/,
    ],
    ['depth', listingXml('<a>'.repeat(100) + '</a>'.repeat(100)), /Is AWS_ENDPOINT_URL_S3 the address/],
    ['keys of other folders', listingXml(object('b/x.mp3')), /other folders/],
    ['the same page again', listingXml(object('a/x.mp3'), 'again'), /pages again/],
    ['a next page without a name', listingXml(object('a/x.mp3'), ''), /pages again/],
  ])('%s instead of a list', async (_, xml, message) => {
    server.disturb = lists(xml);
    expect(await failure(below('s3://music/a'))).toMatchObject({ code: 'source-failed', message });
  });

  test('pages without objects, for ever', async () => {
    let page = 0;
    server.disturb = (_, response) => lists(listingXml('', `${page++}`))(_, response);
    expect(await failure(below('s3://music/a'))).toMatchObject({ message: /without objects/ });
    expect(page).toBeLessThan(200);
  });

  test('keys that are no names of files are told, and not opened', async () => {
    const keys = [
      'a/../../etc/x.mp3',
      'a/./x.mp3',
      'a//x.mp3',
      'a/\u0007x.mp3',
      `a/${'x'.repeat(1_100)}.mp3`,
    ];
    server.disturb = lists(listingXml(keys.map(object).join('')));
    const found = await below('s3://music/a');
    expect(found).toHaveLength(5);
    for (const path of found) {
      expect(path).toMatch(/^bad-request /);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: It is these that must be gone.
      expect(path).not.toMatch(/[\u0000-\u001f]/);
    }
  });

  test('a redirect is not followed', async () => {
    server.disturb = status(307, { location: 'http://169.254.169.254/latest' });
    expect(await failure(below('s3://music/a'))).toMatchObject({ message: /sends us elsewhere/ });
    expect(server.requests).toHaveLength(1);
    server.disturb = status(301, { 'x-amz-bucket-region': 'eu-west-1' });
    expect(await failure(below('s3://music/a'))).toMatchObject({ message: /Set AWS_REGION to eu-west-1/ });
  });

  test('a refusal names what to check, and no secret', async () => {
    server.disturb = status(403);
    const { message } = await failure(below('s3://music/a'));
    expect(message).toMatch(/Check AWS_ACCESS_KEY_ID/);
    expect(message).not.toContain(S3_ACCESS_KEY);
    const nameless = new S3Files(
      new S3Client({ ...s3Settings(s3Environment(server)), credentials: undefined }),
    );
    expect(await failure(nameless.isThere('s3://music/a'))).toMatchObject({
      message: /Set AWS_ACCESS_KEY_ID/,
    });
  });

  test.each([
    ['another part', { 'content-range': 'bytes 5-14/1500000' }],
    ['another size', { 'content-range': 'bytes 0-524287/9' }],
  ])('%s than was asked for', async (_, headers) => {
    server.objects.set('music/x.wav', BYTES);
    const identity = await files.identityOf('s3://music/x.wav');
    server.disturb = status(206, headers);
    expect(await failure(files.source('s3://music/x.wav', identity).read(0, 10))).toMatchObject({
      code: 'source-failed',
    });
  });

  test('without an address that was named by hand nothing of the inner network is asked', async () => {
    const { endpoint: _, ...settings } = s3Settings(s3Environment(server));
    const client = new S3Client(
      { ...settings, region: 'x' },
      { ...QUICK, resolve: async () => [{ address: '127.0.0.1', family: 4 }] },
    );
    expect(await failure(client.list('music', ''))).toMatchObject({
      code: 'bad-request',
      message: /public internet/,
    });
    expect(server.requests).toHaveLength(0);
  });
});
