import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
// @ts-expect-error A plain script, shared with the build.
import { compileKernels } from '../../scripts/build-kernels.js';

test('the committed kernels are what their sources compile to', async () => {
  const committed = readFileSync(new URL('./kernels.wasm.ts', import.meta.url), 'utf8');
  expect(await compileKernels()).toBe(committed);
});
