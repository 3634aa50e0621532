/** Training as its users do it: made-up songs with labels, planted faults, processes that are stopped. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RankedGenre } from '../../src/classify/prediction.ts';
import { parseCsv } from '../../src/csv.ts';
import { openDataset } from '../../src/train/data/dataset.ts';
import type { Evaluation } from '../../src/train/evaluate/evaluation.ts';
import { PRESETS } from '../../src/train/fit/presets.ts';
import { runHere } from '../support/command.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { MADE_UP_GENRES, synthesise, wavOf, writeCollection } from '../support/songs.ts';

const BIN = resolve(import.meta.dirname, '../../bin/tonearm.js');
const CHANCE = 1 / MADE_UP_GENRES.length;
const folder = mkdtempSync(join(tmpdir(), 'tonearm-train-'));

const here = (...args: string[]) => runHere(args, folder);

/** A process of its own, which may be stopped. */
function tonearm(args: string[], onStart?: (child: ChildProcess) => void) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((done) => {
    const child = spawn(process.execPath, [BIN, ...args], { cwd: folder });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    child.on('close', (code) => done({ code, stdout, stderr }));
    onStart?.(child);
  });
}

async function evaluation(args: string[]): Promise<Evaluation> {
  const { stdout, stderr, code } = await here('evaluate', ...args, '--json');
  expect(stderr).not.toContain('tonearm:');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

const featureFiles = (cache: string) =>
  existsSync(join(folder, cache))
    ? readdirSync(join(folder, cache), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.features'),
      )
    : [];

/** 3 genres x 4 artists x 2 songs, and three planted faults: a file of words, a copy, and an artist on both sides. */
beforeAll(() => {
  const rows = ['path,label,artist,split'];
  for (const genre of MADE_UP_GENRES) {
    for (let i = 0; i < 8; i++) {
      const artist = i >> 1;
      const song = synthesise({ genre, artist, seed: i, seconds: 5 });
      writeFileSync(join(folder, `${genre} ${i}.wav`), wavOf(song));
      rows.push(`${genre} ${i}.wav,${genre},"${genre}, ${artist}",${artist < 2 ? 'train' : 'test'}`);
    }
  }
  const copy = synthesise({ genre: 'strings', artist: 0, seed: 0, seconds: 5 }).map((value) => 0.6 * value);
  writeFileSync(join(folder, 'copy.wav'), wavOf(copy));
  writeFileSync(join(folder, 'words.wav'), 'no music');
  rows.push('copy.wav,strings,Somebody else,test', 'words.wav,organ,x,train');
  writeFileSync(join(folder, 'songs.csv'), rows.join('\n'));
  const leaky = rows.map((row) => row.replace('"drums, 3",test', '"drums, 0",test'));
  writeFileSync(join(folder, 'leaky.csv'), leaky.join('\n'));
});
afterAll(() => removeFolder(folder));

test('tonearm evaluate beats chance by far, lists what is broken, keeps copies together', async () => {
  const found = await evaluation([
    'songs.csv',
    '--preset',
    'knn-mfcc-covariance',
    '--folds',
    '2',
    '--report',
    'report',
  ]);
  expect(found.figures.n).toBe(25);
  expect(found.figures.accuracy.low).toBeGreaterThan(CHANCE + 0.2);
  expect(found.data.broken).toMatchObject([{ id: 'words.wav', code: 'unsupported-format' }]);
  expect(found.data.duplicates).toEqual([{ a: 'strings 0.wav', b: 'copy.wav', kind: 'near' }]);
  const foldOf = (id: string) => found.answers.find((answer) => answer.id === id)!.fold;
  expect(foldOf('copy.wav')).toBe(foldOf('strings 0.wav'));
  expect(found.protocol.description).toBe('artist-grouped 2-fold');
  expect(readFileSync(join(folder, 'report/report.html'), 'utf8')).toContain('<svg');
  expect(JSON.parse(readFileSync(join(folder, 'report/report.json'), 'utf8')).figures.n).toBe(25);
});

test('tonearm evaluate names the leaks of a listed split', async () => {
  const found = await evaluation(['leaky.csv', '--preset', 'knn-mfcc-covariance', '--protocol', 'manifest']);
  expect(found.protocol.leaks.map(({ kind, tested }) => `${kind} ${tested}`)).toEqual([
    'duplicate copy.wav',
    'artist drums 6.wav',
    'artist drums 7.wav',
  ]);
});

test('tonearm evaluate: killed in the middle, and with a damaged cache, it ends as an undisturbed run does', async () => {
  const args = ['songs.csv', '--preset', 'knn-mfcc-covariance', '--protocol', 'manifest'];
  const undisturbed = await evaluation([...args, '--cache', 'calm']);
  await tonearm(['evaluate', ...args, '--cache', 'rough'], (child) => {
    const timer = setInterval(() => featureFiles('rough').length > 4 && child.kill('SIGKILL'), 20);
    child.on('close', () => clearInterval(timer));
  });
  const kept = featureFiles('rough');
  expect(kept.length).toBeGreaterThan(4);
  expect(kept.length).toBeLessThan(featureFiles('calm').length);
  writeFileSync(join(folder, 'rough', kept[0]), 'damaged');
  const resumed = await evaluation([...args, '--cache', 'rough']);
  expect(resumed.answers).toEqual(undisturbed.answers);
});

test('tonearm evaluate: Ctrl-C stops it with a word', async () => {
  const args = ['evaluate', 'songs.csv', '--preset', 'knn-mfcc-covariance', '--cache', 'stopped'];
  const { code, stderr, stdout } = await tonearm(args, (child) => {
    const timer = setInterval(() => {
      if (featureFiles('stopped').length < 3) return;
      clearInterval(timer);
      child.kill('SIGINT');
    }, 20);
  });
  expect(stderr).toContain('tonearm: Stopped.');
  expect([code, stdout]).toEqual([1, '']);
});

test('tonearm train makes a model that classify, evaluate and its own figures agree on', async () => {
  const trained = await tonearm([
    'train',
    'songs.csv',
    '--preset',
    'knn-mfcc-covariance',
    '--protocol',
    'manifest',
    '--out',
    'mine.onnx',
  ]);
  expect(trained.stderr).not.toContain('tonearm:');
  expect(trained.stdout).toMatch(/accuracy .*as listed.*Wrote mine\.onnx/s);
  expect(trained.code).toBe(0);
  writeFileSync(
    join(folder, 'new.wav'),
    wavOf(synthesise({ genre: 'drums', artist: 2, seed: 99, seconds: 12 })),
  );
  const classified = JSON.parse(
    (await tonearm(['classify', 'new.wav', '--json', '--model', 'mine.onnx'])).stdout,
  );
  expect(classified.genre).toBe('drums');
  expect(classified.ranking).toHaveLength(3);
  const found = await evaluation(['songs.csv', '--model', 'mine.onnx', '--protocol', 'manifest']);
  expect(found.figures.n).toBe(13);
  expect(found.protocol.leaks).toHaveLength(13);
  expect(found.protocol.description).toContain('trained on 13 of these 13 songs');
  expect(found.figures.accuracy.low).toBeGreaterThan(CHANCE + 0.2);
});

test('tonearm train --levels makes a model of nested folders, whose parents sum up what lies below them', async () => {
  const nested = join(folder, 'nested');
  for (const [genre, place] of [
    ['strings', 'tones/strings'],
    ['organ', 'tones/organ/church'],
    ['drums', 'drums/artist'],
  ]) {
    mkdirSync(join(nested, place), { recursive: true });
    for (let i = 0; i < 8; i++) cpSync(join(folder, `${genre} ${i}.wav`), join(nested, place, `${i}.wav`));
  }
  const args = ['nested', '--levels', '2', '--preset', 'knn-mfcc-covariance', '--folds', '2'];
  const trained = await here('train', ...args, '--protocol', 'random', '--out', 'nested.onnx');
  expect(trained.stderr).not.toContain('tonearm:');
  expect(trained.stdout).toMatch(/accuracy .*level 1: \d.*Wrote nested\.onnx/s);
  const { genre, ranking, parents } = JSON.parse(
    (await here('classify', 'organ 1.wav', '--json', '--model', 'nested.onnx')).stdout,
  );
  expect(['tones', 'tones/organ']).toContain(genre);
  const shares = new Map<string, number>(ranking.map((one: RankedGenre) => [one.genre, one.probability]));
  expect([...shares.keys()].sort()).toEqual(['drums/artist', 'tones/organ', 'tones/strings']);
  expect(parents).toMatchObject([{ genre: 'tones' }]);
  expect(parents[0].probability).toBeCloseTo(shares.get('tones/organ')! + shares.get('tones/strings')!, 6);
});

test('tonearm train --multi: a song in two folders has both genres, and classify says all that it is sure of', async () => {
  const shelves = join(folder, 'shelves');
  for (const genre of MADE_UP_GENRES) {
    for (const shelf of genre === 'drums' ? [genre] : [genre, 'tones']) {
      mkdirSync(join(shelves, shelf), { recursive: true });
      for (let i = 0; i < 8; i++) {
        cpSync(join(folder, `${genre} ${i}.wav`), join(shelves, shelf, `${genre} ${i}.wav`));
      }
    }
  }
  const args = ['shelves', '--multi', '--preset', 'linear', '--folds', '2', '--protocol', 'random'];
  const trained = await here('train', ...args, '--out', 'several.onnx');
  expect(trained.stderr).not.toContain('tonearm:');
  expect(trained.stdout).toMatch(/of the genres that it says are right.*n = 24.*learned from 24 songs/s);
  const answer = JSON.parse(
    (await here('classify', 'organ 1.wav', '--json', '--model', 'several.onnx')).stdout,
  );
  expect(new Set(answer.genres)).toEqual(new Set(['organ', 'tones']));
  expect(answer).toMatchObject({ genre: answer.genres[0], unsure: false });
  const byArtist = await here('evaluate', 'shelves', '--multi', '--preset', 'linear', '--folds', '2');
  expect(byArtist.stderr).toContain('Warning: no song names its artist');
  expect(byArtist.stdout).toMatch(/\n {2}2-fold, no artist known/);
  const asked = await here('evaluate', 'shelves', '--model', 'several.onnx', '--report', 'of-several');
  expect(asked.stdout).toMatch(/of those that there are \(n = 24\)\n.*trained on 24 of these 24 songs/);
  expect(readFileSync(join(folder, 'of-several/report.html'), 'utf8')).toContain('What saying more costs');
});

test.each([
  ['an unknown preset', ['songs.csv', '--preset', 'oracle', '--out', 'x.onnx'], 2, 'Expected a preset ('],
  [
    'another name',
    ['songs.csv', '--preset', 'svm', '--out', 'x.txt'],
    2,
    'Expected a name that ends in .onnx.',
  ],
  ['no data', ['none', '--preset', 'svm', '--out', 'x.onnx'], 2, 'got nothing at none'],
  [
    'nowhere to write',
    ['songs.csv', '--preset', 'svm', '--out', 'none/x.onnx'],
    2,
    'Expected a folder for the model',
  ],
  [
    'a fold of all',
    ['songs.csv', '--preset', 'svm', '--out', 'x.onnx', '--folds', '1'],
    2,
    'Expected 2 to 100 folds.',
  ],
  [
    'an augmentation of another kind',
    ['songs.csv', '--preset', 'svm', '--out', 'x.onnx', '--augment', 'sound,masks'],
    2,
    'Expected augmentations that svm can use (sound), got "masks".',
  ],
])('tonearm train: %s is refused before anything is heard', async (_, args, expected, message) => {
  const { code, stderr } = await here('train', ...args, '--cache', 'untouched');
  expect(stderr).toContain(message);
  expect(code).toBe(expected);
  expect(existsSync(join(folder, 'untouched'))).toBe(false);
});

test('tonearm compare: a line a preset, one report', async () => {
  const presets = 'knn-mfcc-covariance,nearest-songs';
  const { stdout, code } = await here(
    'compare',
    'songs.csv',
    '--presets',
    presets,
    '--folds',
    '2',
    '--report',
    'both',
  );
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual(presets.split(','));
  expect(code).toBe(0);
  expect(readFileSync(join(folder, 'both/report.html'), 'utf8')).toContain('2 models compared');
});

test('every preset learns made-up songs and beats chance by far', { timeout: 1_800_000 }, async () => {
  await writeCollection(join(folder, 'many'), { artists: 6, songs: 2, seconds: 4 });
  const { tracks } = await openDataset(join(folder, 'many'));
  const rows = tracks.map(({ id, label }) => {
    const artist = Number(/artist (\d)/.exec(id)![1]);
    return `many/${id},${label},${label} ${artist},${artist < 3 ? 'train' : artist < 4 ? 'valid' : 'test'}`;
  });
  writeFileSync(join(folder, 'many.csv'), ['path,label,artist,split', ...rows].join('\n'));
  const presets = PRESETS.map(({ name }) => name);
  const args = [
    'compare',
    'many.csv',
    '--presets',
    presets.join(','),
    '--protocol',
    'manifest',
    '--json',
    '--jobs',
    '1',
  ];
  const { stdout, code } = await tonearm(args);
  expect(code).toBe(0);
  const found: Evaluation[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(found.map(({ model }) => model.name)).toEqual(presets);
  const low = found.filter(({ figures }) => figures.accuracy.low < CHANCE + 0.1);
  expect(low.map(({ model, figures }) => `${model.name} ${figures.accuracy.value}`)).toEqual([]);
});

test('tonearm features: a table of a folder, which train reads', async () => {
  const songs = readdirSync(folder).filter((name) => name.endsWith('.wav'));
  const { stdout, stderr, code } = await here('features', ...songs, '--recipe', 'speech-mfcc-cov');
  expect(stderr).toMatch(/^words\.wav: Expected audio .*, got text\. \[unsupported-format\]\n$/);
  expect(code).toBe(1);
  const [header, ...rows] = stdout.trim().split('\n');
  expect(header.startsWith('filename,length,mean0,')).toBe(true);
  expect(rows.length).toBeGreaterThanOrEqual(25);
  const labelled = rows.map((row) => row.replace(/[^,]*$/, row.slice(0, 5)));
  writeFileSync(
    join(folder, 'table.csv'),
    [header, ...labelled.filter((row) => / \d\.wav,/.test(row))].join('\n'),
  );
  const found = await evaluation([
    'table.csv',
    '--preset',
    'knn-mfcc-covariance',
    '--protocol',
    'random',
    '--folds',
    '2',
  ]);
  expect(found.figures.n).toBe(24);
  expect(found.figures.accuracy.low).toBeGreaterThan(CHANCE);
});

test('tonearm features --describe: a row a song of what it is like, and a word for what is none', async () => {
  const { stdout, stderr, code } = await here('features', 'organ 1.wav', 'words.wav', '--describe');
  const { columns, rows } = parseCsv(new TextEncoder().encode(stdout));
  expect(rows).toHaveLength(1);
  const cell = (name: string) => rows[0].cells[columns.indexOf(name)];
  expect(Number(cell('loudnessLufs'))).toBeLessThan(0);
  expect(Number(cell('energy'))).toBeLessThanOrEqual(1);
  expect(stderr).toContain('words.wav: ');
  expect(code).toBe(1);
});

test('tonearm features: a picture', async () => {
  for (const name of ['song.svg', 'song.png']) {
    const { code } = await here('features', 'drums 0.wav', '--plot', name, '--panels', 'waveform,mel,beats');
    expect(code).toBe(0);
  }
  expect(readFileSync(join(folder, 'song.svg'), 'utf8')).toContain('>Mel spectrogram</text>');
  expect(readFileSync(join(folder, 'song.png')).subarray(1, 4).toString()).toBe('PNG');
});

test.each([
  ['no recipe', ['drums 0.wav'], 'Expected --recipe of speech-mfcc-cov'],
  [
    'another kind of picture',
    ['drums 0.wav', '--plot', 'x.gif'],
    'Expected a name in .svg or .png, got x.gif.',
  ],
  ['an unknown panel', ['drums 0.wav', '--plot', 'x.svg', '--panels', 'aura'], 'got "aura".'],
])('tonearm features: %s is refused', async (_, args, message) => {
  const { code, stderr } = await here('features', ...args);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
