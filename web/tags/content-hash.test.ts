import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { contentHashOf } from './content-hash.ts';

test.each([0, 5, 1 << 20, (1 << 20) + 7])(
  'a file of %i bytes has the hash that a library knows it by',
  async (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(await contentHashOf(new File([bytes], 'a.wav'))).toBe(hash);
  },
);
