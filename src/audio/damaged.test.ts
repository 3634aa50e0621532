/** Damaged files are decoded as far as they can be, with the sound in its place and a warning. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeAll, fixture } from '../../test/support/sound.ts';
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
    for await (const { data } of passages!.passages) lengths.push(data.length);
    expect(lengths.length).toBe(2);
    expect(passages!.warnings.map(({ code }) => code)).toContain('damaged');
  });
});

describe('flac with flipped bits', () => {
  test.each([
    ['tune.flac', 60],
    ['tune.flac', 3],
    ['16-bit.flac', 4],
    ['flac.oga', 4],
  ])(
    '%s, %i places damaged, is as long as it was, and what is whole keeps its place',
    async (file, places) => {
      const bytes = fixture(file);
      const whole = await decodeAll(bytes);
      const start = Math.round(bytes.length * 0.3);
      const step = Math.floor((bytes.length - 8_000 - start) / places);
      for (let i = 0; i < places; i++) bytes[start + i * step] ^= 1 << (i % 8);
      const heard = await decodeAll(bytes);
      expect(heard.data.length).toBe(whole.data.length);
      expect(heard.warnings.map(({ code }) => code)).toEqual(['damaged']);
      // What is not silent has the bits of the whole.
      const differing = heard.data.filter((value, i) => value !== whole.data[i] && value !== 0);
      expect(differing.length).toBe(0);
      expect(heard.data.subarray(-1_000)).toEqual(whole.data.subarray(-1_000));
    },
  );

  test('headers that are lost leave a gap, and no shift', async () => {
    const bytes = fixture('tune.flac');
    const whole = await decodeAll(bytes);
    const headers = [...bytes.keys()].filter((at) => bytes[at] === 0xff && bytes[at + 1] === 0xf8);
    for (const at of headers.slice(5, 9)) bytes[at] = 0;
    const heard = await decodeAll(bytes);
    expect(heard.data.length).toBe(whole.data.length);
    expect(heard.data.subarray(-20_000)).toEqual(whole.data.subarray(-20_000));
    expect(heard.warnings.map(({ code }) => code)).toContain('damaged');
  });
});

test('an ogg page that is lost leaves a gap, and no shift', async () => {
  for (const file of ['tune.ogg', 'tune.opus', 'flac.oga']) {
    const bytes = fixture(file);
    const whole = await decodeAll(bytes);
    const pages = [...bytes.keys()].filter(
      (at) => String.fromCharCode(...bytes.subarray(at, at + 4)) === 'OggS',
    );
    const lost = pages[Math.floor(pages.length / 2)];
    bytes[lost] = 0;
    const heard = await decodeAll(bytes);
    expect(heard.data.length).toBe(whole.data.length);
    expect(heard.warnings.map(({ code }) => code)).toContain('damaged');
    const tail = heard.data.subarray(-2_000);
    expect(tail.every((value, i) => Math.abs(value - whole.data[whole.data.length - 2_000 + i]) < 1e-3)).toBe(
      true,
    );
  }
});
