import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
// @ts-expect-error A plain script, shared with the build.
import { compileKernels, KERNELS } from '../../scripts/build-kernels.js';

test.each(Object.entries<string>(KERNELS))('%s compiles to what is committed', async (folder, target) => {
  const committed = readFileSync(new URL(`../../${target}`, import.meta.url), 'utf8');
  expect(await compileKernels(folder)).toBe(committed);
});
