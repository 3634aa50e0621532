/** The features in a real browser: the same numbers as in Node. */
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { sharedBrowser } from '../support/browser.ts';
import { computeAll } from '../support/features-entry.ts';

test('every recipe gives the browser the numbers that it gives Node', async () => {
  const script = await bundle();
  const page = await (await sharedBrowser()).newPage();
  try {
    await page.addScriptTag({ content: script });
    const there = await page.evaluate<Record<string, number[]>>('computeAll()');
    const here = await computeAll();
    expect(Object.keys(there)).toEqual(Object.keys(here));
    for (const [name, values] of Object.entries(here)) {
      expect(there[name], name).toHaveLength(values.length);
      const worst = values.reduce(
        (most, value, i) => Math.max(most, relativeError(there[name][i], value)),
        0,
      );
      expect(worst, name).toBeLessThanOrEqual(1e-6);
    }
  } finally {
    await page.close();
  }
});

function relativeError(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
}

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('../support/features-entry.ts', import.meta.url));
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry, name: 'features', formats: ['iife'] } },
  });
  const [output] = [result].flat() as Rolldown.RolldownOutput[];
  return output.output[0].code;
}
