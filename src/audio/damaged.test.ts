/** What is damaged is heard as far as it can be, in its place, with a warning. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeAll } from '../../test/support/sound.ts';
import { bytesSource } from './byte-source.ts';
import { openPassages } from './passages.ts';

const broken = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../test/fixtures/broken/${name}`, import.meta.url)));

describe('opus packets on which the WebAssembly traps', () => {
  test.each([
    ['opus-wasm-oob-80.opus', 0.5, 'damaged'],
    ['opus-wasm-oob-170.opus', 1, 'damaged'],
    // Its only page is cut off, so that no checksum tells of the damage.
    ['opus-wasm-oob-449.opus', 0.1, 'truncated'],
  ])('%s is heard before and after them', async (file, leastSeconds, warning) => {
    const { data, sampleRate, warnings } = await decodeAll(broken(file));
    expect(data.length).toBeGreaterThan(leastSeconds * sampleRate);
    expect(data.every(Number.isFinite)).toBe(true);
    expect(warnings.map(({ code }) => code)).toContain(warning);
  });

  test('passages are heard too', async () => {
    const source = bytesSource(broken('opus-wasm-oob-170.opus'));
    const passages = await openPassages(source, () => ({ startSeconds: [0, 1], seconds: 1 }));
    const lengths: number[] = [];
    for await (const { data } of passages!.stretches) lengths.push(data.length);
    expect(lengths.length).toBe(2);
    expect(passages!.warnings.map(({ code }) => code)).toContain('damaged');
  });
});
