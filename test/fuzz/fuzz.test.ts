import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BROKEN, brokenNames, inputOf } from './inputs.ts';
import { TARGETS } from './targets.ts';

/** Inputs a target in each test run; `npm run fuzz` goes on from here. */
const INPUTS = 40;

describe('inputs that broke something once', () => {
  test.each(brokenNames())('%s', async (name) => {
    const bytes = new Uint8Array(readFileSync(new URL(name, BROKEN)));
    for (const [target, holds] of Object.entries(TARGETS)) {
      await expect(holds(bytes), target).resolves.toBeUndefined();
    }
  });
});

describe('damaged files are answered, or refused by name', () => {
  test.each(Object.entries(TARGETS))('%s', async (target, holds) => {
    for (let seed = 0; seed < INPUTS; seed++) {
      await expect(holds(inputOf(target, seed)), `seed ${seed}`).resolves.toBeUndefined();
    }
  });
});
