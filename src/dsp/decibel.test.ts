import { expect, test } from 'vitest';
import { amplitudeToDb, powerToDb } from './decibel.ts';

const rounded = (values: Float32Array) => Array.from(values, (value) => Math.round(value * 1e4) / 1e4);

test('power to decibels, nothing further than 80 below the loudest', () => {
  expect(rounded(powerToDb(Float32Array.from([1, 10, 0.1, 0])))).toEqual([0, 10, -10, -70]);
  expect(rounded(powerToDb(Float32Array.from([1, 0]), { topDb: Infinity }))).toEqual([0, -100]);
  expect(rounded(powerToDb(Float32Array.from([4, 2]), { reference: 4 }))).toEqual([0, -3.0103]);
});

test('amplitude counts twice', () => {
  expect(rounded(amplitudeToDb(Float32Array.from([1, 10, -10, 0])))).toEqual([0, 20, 20, -60]);
  expect(rounded(amplitudeToDb(Float32Array.from([1, 2]), { reference: 2 }))).toEqual([-6.0206, 0]);
});
