import { describe, expect, test } from 'vitest';
import { parseCsv } from '../csv.ts';
import { librosa57 } from '../features/librosa-57.ts';
import { mfccSequence } from '../features/sequences.ts';
import { speechMfccCov } from '../features/speech-mfcc.ts';
import { csvRows, jsonLines, npyBytes } from './feature-output.ts';

const vector = (size: number, start = 0) => ({
  data: Float32Array.from({ length: size }, (_, i) => start + i / 4),
  shape: [size],
});
const song = (path: string, ...arrays: ReturnType<typeof vector>[]) => ({
  path,
  durationSeconds: 30,
  arrays,
});

describe('CSV', () => {
  test('CSV of librosa-57 has the header of the known table and reads back', () => {
    const text = [...csvRows([song('music/blues/one, two.wav', vector(57))], librosa57)].join('\n');
    const { columns, rows } = parseCsv(new TextEncoder().encode(text));
    expect(columns.slice(0, 4)).toEqual(['filename', 'length', 'chroma_stft_mean', 'chroma_stft_var']);
    expect(columns.slice(-2)).toEqual(['mfcc20_var', 'label']);
    expect(columns).toHaveLength(60);
    expect(rows[0].cells.slice(0, 4)).toEqual(['one, two.wav', '661500', '0', '0.25']);
    expect(rows[0].cells.at(-1)).toBe('blues');
  });

  test('windows of a song have names of their own', () => {
    const [, ...rows] = csvRows([song('a/x.wav', vector(104), vector(104, 1))], speechMfccCov);
    expect(rows.map((row) => row.split(',')[0])).toEqual(['x.wav#0', 'x.wav#1']);
  });

  test('a recipe of frames has a row a frame', () => {
    const array = { data: Float32Array.from({ length: 26 }, (_, i) => i), shape: [2, 13] };
    const rows = [...csvRows([{ path: 'a/x.wav', durationSeconds: 3, arrays: [array] }], mfccSequence)];
    expect(rows[0].startsWith('filename,frame,mfcc1,')).toBe(true);
    expect(rows.slice(1).map((row) => row.split(',').slice(0, 3))).toEqual([
      ['x.wav', '0', '0'],
      ['x.wav', '1', '13'],
    ]);
  });
});

test('JSON lines say what they are', () => {
  const [line] = jsonLines([song('a/x.wav', vector(104))], speechMfccCov);
  expect(JSON.parse(line)).toMatchObject({
    file: 'a/x.wav',
    window: 0,
    recipe: 'speech-mfcc-cov',
    version: 1,
    shape: [104],
  });
});

describe('npy', () => {
  test('npy has a header of a multiple of 64 bytes, then the floats', () => {
    const bytes = npyBytes([song('a', vector(3)), song('b', vector(3, 7))]);
    const headerBytes = 10 + bytes.readUInt16LE(8);
    expect(bytes.toString('latin1', 1, 6)).toBe('NUMPY');
    expect(headerBytes % 64).toBe(0);
    expect(bytes.toString('latin1', 10, headerBytes)).toMatch(
      /^{'descr': '<f4', 'fortran_order': False, 'shape': \(2,3,\), } *\n$/,
    );
    expect(bytes.length).toBe(headerBytes + 24);
    expect(bytes.readFloatLE(headerBytes + 12)).toBe(7);
  });

  test('songs of several lengths are refused', () => {
    expect(() => npyBytes([song('a', vector(3)), song('b', vector(4))])).toThrow(
      'got 2 shapes: use csv or json',
    );
  });
});
