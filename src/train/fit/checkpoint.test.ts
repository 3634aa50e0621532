import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeCheckpoint } from './checkpoint.ts';

test('a checkpoint that cannot be written leaves nothing beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tonearm-checkpoint-'));
  const path = join(folder, 'run');
  await mkdir(path);
  const state = { step: 1, tensors: new Map() };
  const run = { epoch: 1, state, best: { epoch: 1, loss: 1, state }, curve: [] };
  await expect(writeCheckpoint(path, 'a task', run)).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['run']);
  await rm(folder, { recursive: true });
});
