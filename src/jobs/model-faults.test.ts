/** Faults of the machine while a model is read are not the model's. */
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { writeSmallModel } from '../../test/support/small-model.ts';
import { reportError } from '../errors.ts';
import { modelAt } from './model-at.ts';
import { tryModel } from './model-trial/try-model.ts';
import { findModel } from './shipped-models.ts';

let folder: string;
let model: string;

beforeAll(async () => {
  folder = await promises.mkdtemp(join(tmpdir(), 'tonearm-model-faults-'));
  model = await writeSmallModel(folder);
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});
afterAll(() => removeFolder(folder));

/** Lets the system fail a call. */
function fail(call: 'stat' | 'readFile', code: string): void {
  vi.spyOn(promises, call).mockRejectedValue(Object.assign(new Error(`${code}: made by a test`), { code }));
  syncBuiltinESMExports();
}

test.each([
  ['found for EIO', findModel, 'stat', 'EIO', 'The disk could not be read'],
  ['looked at for EIO', modelAt, 'stat', 'EIO', 'The disk could not be read'],
  ['read for EIO', modelAt, 'readFile', 'EIO', 'The disk could not be read'],
  ['read for EMFILE', modelAt, 'readFile', 'EMFILE', 'Too many files are open'],
  ['tried for EIO', tryModel, 'readFile', 'EIO', 'The disk could not be read'],
  ['tried for EMFILE', tryModel, 'readFile', 'EMFILE', 'Too many files are open'],
] as const)('a model that cannot be %s is no bad model', async (_, work, call, code, words) => {
  fail(call, code);
  const error = await work(model).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(reportError(error)).toEqual({ code: 'busy', message: expect.stringContaining(words) });
});

test('a model is read again once the machine can', async () => {
  fail('readFile', 'EMFILE');
  await expect(modelAt(model)).rejects.toThrow('EMFILE');
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  expect((await modelAt(model)).info.name).toBe('small');
});
