import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, rename, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { scan } from '../../../test/support/built.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { writeSmallModel } from '../../../test/support/small-model.ts';
import { synthesise, wavOf } from '../../../test/support/songs.ts';
import { inDatabase, openTestLibrary } from '../../../test/support/test-library.ts';
import { SONG_EARS, SONG_FINGERPRINT, VECTOR_COLUMNS } from '../../analysis/song-vector.ts';
import { FeatureCache } from '../../jobs/feature-cache.ts';
import { extractTracks } from '../../train/data/extract-tracks.ts';
import type { Library } from '../store/store.ts';

const AUDIO = join(import.meta.dirname, '../../../test/fixtures/audio');

let home: string;
let music: string;
let modelPath: string;
let library: Library;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tonearm-scan-'));
  modelPath = await writeSmallModel(home);
});

beforeEach(async () => {
  music = await mkdtemp(join(home, 'music-'));
  library = await openTestLibrary(join(music, '.library.sqlite'));
  return () => library.destroy();
});

afterAll(() => removeFolder(home));

const listen = (more = {}) => scan(library, [music], { modelPath, workers: 1, ...more });
const songs = () => library.selectFrom('songs').selectAll().execute();
const paths = async () =>
  (await library.selectFrom('files').select('path').orderBy('path').execute()).map(({ path }) => path);

async function writeSong(name: string, seed: number): Promise<void> {
  await writeFile(join(music, name), wavOf(synthesise({ genre: 'strings', artist: 1, seed, seconds: 4 })));
}

test.skipIf(inDatabase)(
  'a song is heard once: prediction, tags, vector and fingerprint are kept',
  async () => {
    const content = withInfo(wavOf(synthesise({ genre: 'strings', artist: 1, seed: 1, seconds: 4 })), {
      INAM: 'Ünder',
      IART: 'The  Made Ups',
      IGNR: 'Folk',
    });
    await writeFile(join(music, 'tagged.wav'), content);
    expect(await listen()).toEqual({ files: 1, heard: 1, known: 0, removed: 0, unsettled: [], failed: [] });
    const [song] = await songs();
    expect(song).toMatchObject({
      contentHash: createHash('sha256').update(content).digest('hex'),
      durationSeconds: 4,
      title: 'Ünder',
      artist: 'The Made Ups',
      taggedGenres: '["Folk"]',
      hasCover: 0,
      errorCode: null,
    });
    expect(JSON.parse(song.ranking!)[0]).toEqual({ genre: song.genre, probability: song.confidence });
    expect(new Float32Array(new Uint8Array(song.vector!).buffer)).toHaveLength(VECTOR_COLUMNS.length);
    expect(song.fingerprint!.byteLength).toBeGreaterThan(100);
    expect(song.beatsPerMinute).toBeGreaterThan(20);
    expect(await listen()).toEqual({ files: 1, heard: 0, known: 1, removed: 0, unsettled: [], failed: [] });
  },
);

test('moves, renames and copies are not heard again; what is gone is taken out', async () => {
  await writeSong('a.wav', 1);
  await writeSong('b.wav', 2);
  await listen();
  await mkdir(join(music, 'new'));
  await rename(join(music, 'a.wav'), join(music, 'new/c.wav'));
  await copyFile(join(music, 'b.wav'), join(music, 'copy.wav'));
  expect(await listen()).toEqual({ files: 3, heard: 0, known: 3, removed: 1, unsettled: [], failed: [] });
  expect(await paths()).toEqual(['b.wav', 'copy.wav', 'new/c.wav'].map((name) => join(music, name)));
  expect(await songs()).toHaveLength(2);
});

test.skipIf(inDatabase)('changed content is another song', async () => {
  await writeSong('a.wav', 1);
  await listen();
  await writeSong('a.wav', 2);
  expect((await listen()).heard).toBe(1);
});

test('broken songs are listed every time and heard again only when asked', async () => {
  await writeFile(join(music, 'broken.mp3'), 'this is no music at all');
  await writeFile(join(music, 'empty.wav'), '');
  await writeSong('good.wav', 1);
  const first = await listen();
  expect(first.failed.map(({ error }) => error.code)).toEqual(['unsupported-format', 'unsupported-format']);
  expect(first).toMatchObject({ files: 3, heard: 1, known: 0 });
  const again = { ...first, heard: 0, known: 1 };
  await library.updateTable('songs').set({ errorMessage: 'of another time' }).execute();
  expect((await listen()).failed.map(({ error }) => error.message)).toEqual(Array(2).fill('of another time'));
  expect(await listen({ retry: true })).toEqual(again);
});

test.skipIf(inDatabase)(
  'what is left out by now is taken out of the library; a song can be named itself',
  async () => {
    await writeSong('a.wav', 1);
    await mkdir(join(music, '@eaDir'));
    await writeSong('@eaDir/b.wav', 2);
    expect(await listen({ includeHidden: true })).toMatchObject({ files: 2, heard: 2, removed: 0 });
    expect(await listen()).toMatchObject({ files: 1, heard: 0, known: 1, removed: 1 });
    await writeSong('c.wav', 3);
    const named = await scan(library, [join(music, 'c.wav')], { modelPath, workers: 1 });
    expect(named).toMatchObject({ files: 1, heard: 1, removed: 0 });
    expect((await paths()).toSorted()).toEqual(['a.wav', 'c.wav'].map((name) => join(music, name)));
  },
);

test.skipIf(inDatabase)('another model hears everything again', async () => {
  await writeSong('a.wav', 1);
  await listen();
  const other = await writeSmallModel(home, 'other', 0.03);
  expect((await listen({ modelPath: other })).heard).toBe(1);
  expect((await songs()).map((song) => song.modelName)).toEqual(['other']);
});

test.skipIf(inDatabase)('a model that is none ends the scan, and blames no song', async () => {
  await writeSong('a.wav', 1);
  await expect(listen({ modelPath: join(AUDIO, 'tune.ogg') })).rejects.toMatchObject({ code: 'bad-model' });
  expect(await paths()).toEqual([]);
});

test('odd names: line feeds, right to left, 255 bytes; not UTF-8 is named', async () => {
  const names = [
    'a\nb.wav',
    '\u202eabc.wav',
    'שיר.wav',
    `${'é'.repeat(125)}x.wav`,
    "'; drop table songs.wav",
  ];
  for (const [seed, name] of names.entries()) await writeSong(name, seed);
  const raw = Buffer.concat([
    Buffer.from(join(music, 'not-')),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('.wav'),
  ]);
  await writeFile(raw, wavOf(synthesise({ genre: 'organ', artist: 1, seed: 9, seconds: 4 })));
  const { heard, failed } = await listen();
  expect(heard).toBe(names.length);
  expect(failed).toEqual([
    {
      path: join(music, 'not-\\xff\\xfe.wav'),
      error: { code: 'bad-request', message: expect.stringMatching(/UTF-8/) },
    },
  ]);
  expect(await paths()).toEqual(expect.arrayContaining(names.map((name) => join(music, name))));
});

test.skipIf(inDatabase)(
  'what a scan computed of songs, long and short, training takes as it is',
  async () => {
    await writeSong('short.wav', 1);
    const long = synthesise({ genre: 'drums', artist: 1, seed: 2, seconds: 95 });
    await writeFile(join(music, 'long.wav'), wavOf(long));
    const [cache, fresh] = [join(home, 'kept'), join(home, 'fresh')];
    await listen({ cache });
    const wanted = [...SONG_EARS, SONG_FINGERPRINT];
    const tracks = ['long.wav', 'short.wav'].map((id) => ({ id, label: '', path: join(music, id) }));
    let cached = 0;
    const onProgress = (progress: { cached: number }) => {
      cached = progress.cached;
    };
    const { extracted } = await extractTracks(tracks, wanted, { cache, workers: 1, onProgress });
    expect(cached).toBe(2);
    const computed = await extractTracks(tracks, wanted, { cache: fresh, workers: 1 });
    expect(extracted).toEqual(computed.extracted);
    for (const { contentHash } of extracted) {
      for (const one of wanted) {
        const kept = await new FeatureCache(cache).read(contentHash, one);
        expect(kept).toEqual(await new FeatureCache(fresh).read(contentHash, one));
      }
    }
  },
);

test.skipIf(inDatabase)('links lead nowhere: no loop, nothing outside the named folders', async () => {
  await mkdir(join(music, 'in'));
  await writeSong('in/a.wav', 1);
  await symlink(music, join(music, 'in/loop'));
  await symlink(join(AUDIO, 'tune.ogg'), join(music, 'outside.ogg'));
  await symlink(join(music, 'in/a.wav'), join(music, 'again.wav'));
  await listen();
  expect(await paths()).toEqual([join(music, 'in/a.wav')]);
});

test.skipIf(inDatabase)('stopped, it keeps what was done and goes on from there', async () => {
  for (let seed = 0; seed < 4; seed++) await writeSong(`${seed}.wav`, seed);
  const stop = new AbortController();
  const stopped = listen({ signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) });
  await expect(stopped).rejects.toThrow('enough');
  const kept = (await songs()).length;
  expect(kept).toBeGreaterThan(0);
  expect((await listen()).heard).toBe(4 - kept);
  expect((await songs()).length).toBe(4);
});

test.skipIf(inDatabase)('a folder that is none is refused by name', async () => {
  await expect(scan(library, [join(music, 'no')], { modelPath, workers: 1 })).rejects.toMatchObject({
    code: 'not-found',
  });
});

/** A wave file with a LIST chunk of texts (Latin-1) at its end. */
function withInfo(wav: Uint8Array, texts: Record<string, string>): Buffer {
  const entries = Object.entries(texts).map(([id, text]) => chunk(id, Buffer.from(`${text}\0`, 'latin1')));
  const bytes = Buffer.concat([wav, chunk('LIST', Buffer.concat([Buffer.from('INFO'), ...entries]))]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  return bytes;
}

function chunk(id: string, body: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(id), size, body, Buffer.alloc(body.length % 2)]);
}
