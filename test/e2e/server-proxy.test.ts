/** Server behind a real nginx: every client is itself, and everything passes that the page needs. */

import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLibrary } from '../../src/library/store/store.ts';
import { scan } from '../support/built.ts';
import { longSong, song } from '../support/hostile-files.ts';
import { hasNginx, type Nginx, startNginx } from '../support/nginx.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { filesIn, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';

const TOKEN = 'a-token-for-tests-0123';
const TUNE = new URL('../fixtures/audio/tune.flac', import.meta.url);
/** Every address of this net is this machine's, and to a proxy each is another client. Linux. */
const [ANN, BEN] = ['127.0.0.2', '127.0.0.3'];

let folder: string;
let server: ServerProcess;
let nginx: Nginx;

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Ask extends RequestOptions {
  readonly from?: string;
  readonly body?: Uint8Array;
}

async function open(path: string, { from = ANN, body, ...options }: Ask = {}): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${TOKEN}`, ...options.headers };
  const { port, host } = new URL(nginx.url);
  const asked = request({
    ...options,
    headers: { host, ...headers },
    host: '127.0.0.1',
    port,
    path,
    localAddress: from,
    agent: false,
  });
  asked.end(body);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return response;
}

async function ask(path: string, options?: Ask): Promise<Answer> {
  const response = await open(path, options);
  return { status: response.statusCode!, headers: response.headers, body: await buffer(response) };
}

describe.skipIf(!hasNginx || process.platform !== 'linux')(
  'behind nginx (skipped where there is none)',
  () => {
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tonearm-test-'));
      const [modelsDirectory, music] = [join(folder, 'models'), join(folder, 'music')];
      await mkdir(modelsDirectory);
      await mkdir(music);
      const modelPath = await writeSmallModel(modelsDirectory);
      await copyFile(TUNE, join(music, 'tune.flac'));
      await writeFile(join(music, 'other.wav'), song(5));
      const file = join(folder, 'library.sqlite');
      const library = await openLibrary(file);
      await scan(library, [music], { modelPath, workers: 1 });
      await library.destroy();
      server = await spawnServer({
        modelsDirectory,
        uploadParent: join(folder, 'uploads'),
        workers: 1,
        library: { file, folders: [music], writable: true },
        access: { token: TOKEN },
        trustProxy: '127.0.0.1',
        limits: { uploadBytes: 60_000_000, searchesPerMinute: 2 },
      });
      nginx = await startNginx(join(folder, 'nginx'), server.url);
    });

    afterAll(async () => {
      await nginx?.close();
      await server?.end('SIGKILL');
      await removeFolder(folder);
    });

    test('a song is heard, and one that is too large is told so', async () => {
      const heard = await ask('/api/classifications', { method: 'POST', body: song(5) });
      expect([heard.status, JSON.parse(String(heard.body)).durationSeconds]).toEqual([200, 5]);
      const refused = await ask('/api/classifications', { method: 'POST', body: new Uint8Array(65_000_000) });
      expect([refused.status, JSON.parse(String(refused.body)).code]).toEqual([413, 'too-large']);
      // The proxy keeps its connection for the next request.
      expect((await ask('/api/health')).status).toBe(200);
      expect(await filesIn(join(folder, 'uploads'))).toEqual([]);
    });

    test('events come while the song is being heard, not all at the end', async () => {
      const headers = { accept: 'text/event-stream' };
      const path = '/api/classifications?whole=true';
      const response = await open(path, { method: 'POST', headers, body: longSong() });
      const [first] = await once(response.setEncoding('utf8'), 'data');
      expect(first).toMatch(/^event: progress\n/);
      const { workers, queue } = JSON.parse(String((await ask('/api/health')).body));
      expect(workers.busy + queue.waiting).toBe(1);
      response.destroy();
      await expect.poll(() => filesIn(join(folder, 'uploads'))).toEqual([]);
    });

    test('a song of the library is played from any place', async () => {
      const { songs } = JSON.parse(String((await ask('/api/library/songs')).body));
      const { id } = songs.find(({ file }: { file: { name: string } }) => file.name === 'tune.flac');
      const path = `/api/library/songs/${id}/audio`;
      const whole = await ask(path);
      const part = await ask(path, { headers: { range: 'bytes=1000-1999' } });
      expect([whole.status, part.status, part.headers['content-range']]).toEqual([
        200,
        206,
        `bytes 1000-1999/${whole.body.length}`,
      ]);
      expect(part.body.equals(whole.body.subarray(1000, 2000))).toBe(true);
    });

    test('the link leaves a cookie that opens, and a page of this origin may act', async () => {
      const link = await ask(`/?token=${TOKEN}`, { headers: { authorization: '' } });
      const cookie = String(link.headers['set-cookie']);
      const { host, port, origin } = new URL(nginx.url);
      expect([link.status, cookie]).toEqual([201, expect.stringMatching(`^tonearm_access_${port}=`)]);
      const headers = { authorization: '', cookie: cookie.split(';')[0], origin, host };
      const scan = await ask('/api/library/scans', { method: 'POST', headers });
      expect(scan.status).toBe(202);
      const foreign = { ...headers, origin: 'http://evil.example' };
      expect((await ask('/api/library/scans', { method: 'POST', headers: foreign })).status).toBe(403);
    });

    test('nobody is this machine, whatever they claim', async () => {
      const claims = { authorization: '', 'x-forwarded-for': '127.0.0.1', host: 'localhost' };
      expect((await ask('/api/health', { headers: claims, from: '127.0.0.1' })).status).toBe(401);
    });

    test('limits count each client, who cannot pass for another', async () => {
      const search = (from: string, claim: string) =>
        ask('/api/search?q=x&source=none', { from, headers: { 'x-forwarded-for': claim } });
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await search(ANN, `203.0.113.${i}`)).status);
      expect(statuses).toEqual([404, 404, 429]);
      expect((await search(BEN, ANN)).status).toBe(404);
    });

    test('wrong tokens shut out who tried them, and nobody else', async () => {
      for (let i = 0; i < 20; i++) {
        const wrong = await ask('/api/health', { headers: { authorization: `Bearer wrong-${i}` } });
        expect(wrong.status).toBe(401);
      }
      expect((await ask('/api/health', { from: ANN })).status).toBe(429);
      expect((await ask('/api/health', { from: BEN })).status).toBe(200);
    });
  },
);
