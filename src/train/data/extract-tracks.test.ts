import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { synthesise, wavOf } from '../../../test/support/songs.ts';
import type { FeatureRequest } from '../../analysis/extract.ts';
import { speechMfccCov } from '../../features/speech-mfcc.ts';
import { FeatureCache } from '../../jobs/feature-cache.ts';
import { extractTracks, type FilesProgress } from './extract-tracks.ts';
import type { Track } from './track.ts';

const WANTED: FeatureRequest = {
  recipe: speechMfccCov.name,
  version: speechMfccCov.version,
  seconds: 3,
  hopSeconds: 3,
};
let folder: string;
let tracks: Track[];

/** Two songs, the second twice with another name; and what cannot be heard. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-hear-'));
  const songs = [1, 2].map((seed) => wavOf(synthesise({ genre: 'drums', artist: 1, seed, seconds: 6 })));
  const short = wavOf(synthesise({ genre: 'drums', artist: 1, seed: 3, seconds: 1 }));
  const silent = wavOf(new Float32Array(4 * 22_050));
  const files = {
    'one.wav': songs[0],
    'two.wav': songs[1],
    'again.wav': songs[1],
    'short.wav': short,
    'silent.wav': silent,
    'words.mp3': Buffer.from('no music'),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  await mkdir(join(folder, 'folder.wav'));
  const names = [...Object.keys(files), 'missing.wav', 'folder.wav'];
  tracks = names.map((name) => ({ id: name, label: 'x', path: join(folder, name) }));
});
afterAll(() => removeFolder(folder));

describe('a collection', () => {
  test('a collection is analysed once; what cannot be is named; a second time all comes from the cache', async () => {
    const options = { cache: join(folder, 'cache'), workers: 2 };
    const first = await extractTracks(tracks, [WANTED], options);
    expect(first.extracted.map(({ track }) => track.id)).toEqual(['one.wav', 'two.wav', 'again.wav']);
    expect(first.extracted[1].contentHash).toBe(first.extracted[2].contentHash);
    expect(first.extracted[0].durationSeconds).toBeCloseTo(6, 3);
    expect(first.broken.map(({ id, reason }) => [id, reason.code])).toEqual([
      ['short.wav', 'too-short'],
      ['silent.wav', 'silent'],
      ['words.mp3', 'unsupported-format'],
      ['missing.wav', 'not-found'],
      ['folder.wav', 'bad-request'],
    ]);
    const rows = await new FeatureCache(options.cache).read(first.extracted[0].contentHash, WANTED);
    expect(rows?.map(({ shape }) => shape)).toEqual([[104], [104]]);

    const seen: FilesProgress[] = [];
    const again = await extractTracks(tracks.slice(0, 3), [WANTED], {
      ...options,
      onProgress: (p) => seen.push(p),
    });
    expect(again.extracted).toEqual(first.extracted);
    expect(seen.map(({ done, cached, total }) => [done, cached, total])).toEqual([
      [1, 1, 3],
      [2, 2, 3],
      [3, 3, 3],
    ]);
    expect(seen.at(-1)?.secondsLeft).toBeUndefined();
  });

  test('a recipe that this build does not have breaks no process', async () => {
    const { broken } = await extractTracks(tracks.slice(0, 1), [{ ...WANTED, version: 99 }], {
      cache: join(folder, 'other'),
      workers: 1,
    });
    expect(broken[0].reason.message).toBe('Expected a recipe of this build, got speech-mfcc-cov version 99.');
  });

  test('stops when called off, with the reason', async () => {
    const controller = new AbortController();
    const options = {
      cache: join(folder, 'stopped'),
      workers: 1,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    };
    await expect(extractTracks(tracks, [WANTED], options)).rejects.toThrow('enough');
  });
});
