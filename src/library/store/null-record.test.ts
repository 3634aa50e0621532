import { setFlagsFromString } from 'node:v8';
import { expect, test } from 'vitest';
import { madeUpCatalogue } from '../../../test/support/library-songs.ts';
import { nullRecord } from './null-record.ts';

setFlagsFromString('--allow-natives-syntax');
const isHashTable = new Function('object', 'return !%HasFastProperties(object)') as (
  object: object,
) => boolean;

test('an object of many fields is a hash table where they are added under computed names, and else none', () => {
  const names = Array.from({ length: 40 }, (_, i) => `field${i}`);
  const added: Record<string, unknown> = {};
  for (const name of names) added[name] = null;
  const blank = nullRecord(names)();
  expect([isHashTable(added), isHashTable(blank)]).toEqual([true, false]);
  expect(blank).toEqual(added);
});

test('songs in memory are no hash tables', async () => {
  const catalogue = await madeUpCatalogue(300);
  expect((await catalogue.all()).some(isHashTable)).toBe(false);
});
