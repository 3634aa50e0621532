import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { writeCheckpoint } from './checkpoint.ts';

test('a checkpoint that cannot be written leaves nothing beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tonearm-checkpoint-'));
  const path = join(folder, 'run');
  await mkdir(path);
  const state = { step: 1, tensors: new Map() };
  const run = { epoch: 1, state, best: { epoch: 1, loss: 1, state }, curve: [] };
  await expect(writeCheckpoint(path, 'a task', run)).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['run']);
  await removeFolder(folder);
});
