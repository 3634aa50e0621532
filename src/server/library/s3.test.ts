import { createHash } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { scan } from '../../../test/support/built.ts';
import { type DocumentedS3, openDocumentedS3, s3Environment } from '../../../test/support/documented-s3.ts';
import { withId3 } from '../../../test/support/id3.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { writeSmallModel } from '../../../test/support/small-model.ts';
import { synthesise, wavOf } from '../../../test/support/songs.ts';
import { fixture } from '../../../test/support/sound.ts';
import { type Library, openLibrary } from '../../library/store/store.ts';
import { openSong } from './open-song.ts';

const FOLDER = 's3://music/albums';

let home: string;
let modelPath: string;
let library: Library;
let server: DocumentedS3;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tonearm-s3-'));
  modelPath = await writeSmallModel(home);
  server = await openDocumentedS3();
  Object.assign(process.env, s3Environment(server));
});

afterAll(async () => {
  await server.close();
  await removeFolder(home);
});

beforeEach(async () => {
  library = await openLibrary(join(home, `${Math.random()}.sqlite`));
  server.clear();
  return () => library.destroy();
});

const listen = (more = {}) => scan(library, [FOLDER], { modelPath, workers: 1, ...more });
const paths = async () =>
  (await library.selectFrom('files').select('path').orderBy('path').execute()).map(({ path }) => path);
const put = (name: string, seed: number) =>
  server.objects.set(
    `music/albums/${name}`,
    wavOf(synthesise({ genre: 'strings', artist: 1, seed, seconds: 4 })),
  );

test('songs in S3 are heard once, again where they change, and go where they go', async () => {
  put('one.wav', 1);
  put('b/two.wav', 2);
  put('.hidden/three.wav', 3);
  put('b/notes.txt', 4);
  const tagged = withId3(fixture('tune.mp3'), { title: 'Über', artist: 'The Made Ups' });
  server.objects.set('music/albums/tune.mp3', tagged);
  expect(await listen()).toMatchObject({ files: 3, heard: 3, failed: [] });
  expect(await paths()).toEqual([`${FOLDER}/b/two.wav`, `${FOLDER}/one.wav`, `${FOLDER}/tune.mp3`]);
  const titles = await library.selectFrom('songs').select('title').where('title', 'is not', null).execute();
  expect(titles).toEqual([{ title: 'Über' }]);

  server.requests.length = 0;
  expect(await listen()).toMatchObject({ files: 3, heard: 0, known: 3 });
  expect(server.requests.filter(({ url }) => !url.includes('list-type') && !url.endsWith('/albums'))).toEqual(
    [],
  );

  put('one.wav', 5);
  server.objects.delete('music/albums/b/two.wav');
  expect(await listen({ exclude: ['*.mp3'] })).toMatchObject({ files: 1, heard: 1, removed: 2 });
  expect(await paths()).toEqual([`${FOLDER}/one.wav`]);
});

test('of a long song little more than its passages is fetched', async () => {
  const piece = synthesise({ genre: 'strings', artist: 1, seed: 1, seconds: 4 });
  const long = new Float32Array(90 * piece.length);
  for (let at = 0; at < long.length; at += piece.length) long.set(piece, at);
  server.objects.set('music/albums/long.wav', wavOf(long));
  const { length } = server.objects.get('music/albums/long.wav')!;
  server.sentBytes = 0;
  expect(await listen()).toMatchObject({ heard: 1, failed: [] });
  expect(server.sentBytes).toBeLessThan(0.45 * length);
});

test('a song that the server does not give now is heard by the next scan', async () => {
  put('one.wav', 1);
  server.disturb = ({ url, method }, response) => {
    if (method === 'HEAD' || !url!.endsWith('.wav')) return false;
    response.writeHead(403).end();
    return true;
  };
  expect(await listen()).toMatchObject({ heard: 0, failed: [{ error: { code: 'source-failed' } }] });
  server.disturb = undefined;
  expect(await listen()).toMatchObject({ heard: 1, failed: [] });
});

test('a song is played from where it lies, by ranges, and from no other folder', async () => {
  const bytes = fixture('tune.mp3');
  server.objects.set('music/albums/tune.mp3', bytes);
  server.objects.set('music/other/tune.mp3', bytes);
  const song = await openSong(`${FOLDER}/tune.mp3`, [FOLDER]);
  expect(song.etag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
  const chunks: Uint8Array[] = await song.stream(100, 20_000).toArray();
  expect(Buffer.concat(chunks)).toEqual(Buffer.from(bytes.subarray(100, 20_001)));
  for (const path of ['s3://music/other/tune.mp3', 's3://music/albums2/tune.mp3', FOLDER])
    await expect(openSong(path, [FOLDER])).rejects.toMatchObject({ code: 'not-found' });
});

test('a folder that is not there ends the scan in words, and what is known stays', async () => {
  put('one.wav', 1);
  await listen();
  server.objects.clear();
  await expect(listen()).rejects.toMatchObject({ code: 'not-found', message: /s3:\/\/music\/albums/ });
  expect(await paths()).toEqual([`${FOLDER}/one.wav`]);
});
