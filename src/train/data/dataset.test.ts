import { chmod, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asNobody } from '../../../test/support/locked.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { openDataset } from './dataset.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-dataset-'));
});
afterEach(() => removeFolder(folder));

async function put(path: string, text = ''): Promise<string> {
  const full = join(folder, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, text);
  return full;
}

describe('a folder a class', () => {
  test('songs at any depth belong to the first folder; what is no song by name is not listed', async () => {
    const names = ['rock/a.wav', 'rock/artist/album/b.MP3', 'rock/cover.jpg', 'blues/c.flac', 'README.md'];
    for (const name of names) await put(name);
    const { tracks, broken, genres } = await openDataset(folder);
    expect(genres).toEqual(['blues', 'rock']);
    expect(tracks.map(({ id, label }) => [id, label])).toEqual([
      ['blues/c.flac', 'blues'],
      ['rock/a.wav', 'rock'],
      ['rock/artist/album/b.MP3', 'rock'],
    ]);
    expect(tracks[0].path).toBe(join(folder, 'blues/c.flac'));
    expect(broken).toEqual([]);
  });

  test('of nested folders so many name the genre as are asked for; songs above them belong to theirs', async () => {
    const names = [
      'electronic/house/deep/a.mp3',
      'electronic/house/b.mp3',
      'electronic/c.mp3',
      'rock/album/d.mp3',
    ];
    for (const name of names) await put(name);
    const labels = async (levels: number) => (await openDataset(folder, { levels })).genres;
    expect(await labels(1)).toEqual(['electronic', 'rock']);
    expect(await labels(2)).toEqual(['electronic', 'electronic/house', 'rock/album']);
    expect(await labels(3)).toContain('electronic/house/deep');
  });

  test('several labels of a song are parted by semicolons where they are asked for', async () => {
    const list = await put('list.csv', 'path,label\na.mp3,jazz; soul/neo ;jazz\nb.mp3,rock\n');
    const { tracks, genres } = await openDataset(list, { several: true });
    expect(tracks.map(({ labels }) => labels)).toEqual([['jazz', 'soul/neo'], ['rock']]);
    expect(genres).toEqual(['jazz', 'rock', 'soul/neo']);
    expect((await openDataset(list)).genres).toEqual(['jazz; soul/neo ;jazz', 'rock']);
  });

  test('the ten known genres keep their order, others come by name', async () => {
    for (const name of ['rock', 'blues', 'hiphop']) await put(`${name}/a.wav`);
    expect((await openDataset(folder)).genres).toEqual(['blues', 'hiphop', 'rock']);
    for (const name of ['ambient', 'Zydeco', 'ébène']) await put(`${name}/a.wav`);
    const all = ['Zydeco', 'ambient', 'blues', 'hiphop', 'rock', 'ébène'];
    expect((await openDataset(folder)).genres).toEqual(all);
  });

  test('a song beside the folders is listed with its reason', async () => {
    for (const name of ['a/1.wav', 'b/2.wav', 'stray.wav']) await put(name);
    const { broken } = await openDataset(folder);
    expect(broken).toMatchObject([{ id: 'stray.wav', reason: { code: 'bad-request' } }]);
  });

  test('of a class with a locked folder the rest is taken; a class of which nothing is left is an error', async () => {
    for (const name of ['jazz/locked/1.ogg', 'jazz/2.ogg', 'metal/3.ogg', 'pop/4.ogg']) await put(name);
    await chmod(folder, 0o755);
    await chmod(join(folder, 'jazz/locked'), 0);
    const { tracks, broken } = await asNobody(() => openDataset(folder));
    expect(tracks.map(({ id }) => id)).toEqual(['jazz/2.ogg', 'metal/3.ogg', 'pop/4.ogg']);
    expect(broken.map(({ id }) => id)).toEqual(['jazz/locked']);
    await chmod(join(folder, 'metal'), 0);
    await expect(asNobody(() => openDataset(folder))).rejects.toThrow('the class "metal" can be read');
    expect((await asNobody(() => openDataset(folder, { exclude: ['/metal'] }))).genres).toEqual([
      'jazz',
      'pop',
    ]);
    for (const name of ['metal', 'jazz/locked']) await chmod(join(folder, name), 0o755);
  });

  test('trash and hidden folders are no classes, and hold no songs', async () => {
    for (const name of ['a/1.wav', 'b/2.wav', 'a/#recycle/3.wav', '@eaDir/4.wav']) await put(name);
    expect((await openDataset(folder)).tracks.map(({ id }) => id)).toEqual(['a/1.wav', 'b/2.wav']);
  });

  test('a loop of links ends', async () => {
    for (const name of ['a/1.wav', 'b/2.wav']) await put(name);
    await symlink(folder, join(folder, 'a/loop'));
    expect((await openDataset(folder)).tracks.map(({ id }) => id)).toContain('a/1.wav');
  });

  test.each([
    ['no folder', [] as string[], 'Expected at least two classes, got 0.'],
    ['one folder', ['a/1.wav'], 'Expected at least two classes, got 1.'],
  ])('%s is refused', async (_, names, message) => {
    for (const name of names) await put(name);
    await expect(openDataset(folder)).rejects.toThrow(message);
  });

  test('nothing there is refused', async () => {
    await expect(openDataset(join(folder, 'none'))).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a manifest', () => {
  test('paths are relative to it; artist and split are cleaned', async () => {
    const file = await put(
      'lists/all.csv',
      'artist,path,label,split,year\n  The  Band ,../x/a.wav, rock ,TRAIN,1999\n,b.wav,pop,,2000\n',
    );
    const { tracks, genres, name } = await openDataset(file);
    expect(name).toBe('all.csv');
    expect(genres).toEqual(['pop', 'rock']);
    const [a, b] = ['x/a.wav', 'lists/b.wav'].map((path) => join(folder, path));
    expect(tracks).toEqual([
      { id: '../x/a.wav', label: 'rock', path: a, artist: 'The Band', split: 'train' },
      { id: 'b.wav', label: 'pop', path: b, artist: undefined, split: undefined },
    ]);
  });

  test('a row without path or label is listed as broken', async () => {
    const file = await put('m.csv', 'path,label\na.wav,x\n,x\nb.wav,\nc.wav,y\n');
    const { tracks, broken } = await openDataset(file);
    expect(tracks.map(({ id }) => id)).toEqual(['a.wav', 'c.wav']);
    expect(broken.map(({ id, reason }) => [id, reason.message])).toEqual([
      ['line 3', 'Expected a path, got nothing.'],
      ['line 4', 'Expected a label, got nothing.'],
    ]);
  });

  test.each([
    ['no label', 'path,class\na,b\n', 'Expected the columns path and label, got path, class.'],
    ['an unknown split', 'path,label,split\na,b,dev\n', 'Line 2: Expected train, valid or test, got "dev".'],
    ['a path twice', 'path,label\na,b\n./a,c\n', 'Expected each track once, got "./a" on lines 2 and 3.'],
    ['a ragged row', 'path,label\na\n', 'Expected 2 cells on line 2, got 1.'],
    ['one class', 'path,label\na,x\nb,x\n', 'Expected at least two classes, got 1.'],
  ])('%s is refused', async (_, text, message) => {
    await expect(openDataset(await put('m.csv', text))).rejects.toThrow(message);
  });
});

describe('a feature table', () => {
  const HEADER = 'filename,length,tempo,mfcc1_mean,label\n';

  test('of the known form: length is never a feature', async () => {
    const file = await put('f.csv', `${HEADER}a.wav,661794,120.5,-3e2,rock\nb.wav,1,99,0,pop\n`);
    const { tracks, columns } = await openDataset(file);
    expect(columns).toEqual(['tempo', 'mfcc1_mean']);
    expect(tracks[0]).toEqual({
      id: 'a.wav',
      label: 'rock',
      features: Float32Array.of(120.5, -300),
      artist: undefined,
      split: undefined,
    });
  });

  test('artist and split beside the features', async () => {
    const file = await put('f.csv', 'clip,genre,split,artist,x\n1,a,valid,Me,1\n2,b,,,2\n');
    const { tracks, columns } = await openDataset(file);
    expect(columns).toEqual(['x']);
    expect(tracks.map(({ artist, split }) => [artist, split])).toEqual([
      ['Me', 'valid'],
      [undefined, undefined],
    ]);
  });

  test.each(['', 'NaN', 'Infinity', '1e999', 'twelve'])(
    'the value "%s" breaks its row only',
    async (value) => {
      const file = await put('f.csv', `${HEADER}a,1,${value},1,x\nb,1,1,1,x\nc,1,1,1,y\n`);
      const { tracks, broken } = await openDataset(file);
      expect(tracks.map(({ id }) => id)).toEqual(['b', 'c']);
      expect(broken[0].id).toBe('line 2: a');
      expect(broken[0].reason.message).toMatch(/^Expected a finite number for tempo, got /);
    },
  );

  test.each([
    ['no names', 'x,y,label\n1,2,a\n', 'Expected a column filename or id or clip, got x, y, label.'],
    ['no features', 'id,label,length\n1,2,3\n', 'Expected columns of features, got id, label, length.'],
    ['a name twice', 'id,label,x\na,p,1\na,q,1\n', 'Expected each track once, got "a" on lines 2 and 3.'],
  ])('%s is refused', async (_, text, message) => {
    await expect(openDataset(await put('f.csv', text))).rejects.toThrow(message);
  });
});
