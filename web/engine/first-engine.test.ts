import { expect, test } from 'vitest';
import { engineFor } from './first-engine.ts';

const ABLE = { cores: 8, memory: 8, coarse: false, slowNetwork: false };

test('a device that is able hears songs itself, also where it does not tell its memory', () => {
  expect(engineFor(ABLE)).toBe('browser');
  expect(engineFor({ ...ABLE, memory: undefined })).toBe('browser');
});

test.each([
  ['few cores', { cores: 2 }],
  ['little memory', { memory: 2 }],
  ['a battery and a finger', { coarse: true }],
  ['a slow network', { slowNetwork: true }],
])('a device with %s has the server hear them', (_, lacks) => {
  expect(engineFor({ ...ABLE, ...lacks })).toBe('server');
});
