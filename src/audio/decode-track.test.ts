import { expect, test } from 'vitest';
import { countFrames } from './decode-track.ts';
import { Timeline } from './timeline.ts';

test('a track ends with its sound, however many packets behind that are trimmed away', async () => {
  const timeline = new Timeline(312, 1500);
  async function* packets() {
    for (let i = 0; i < 5; i++) yield timeline.place(new Uint8Array(1), 960);
  }
  expect(await countFrames({ packets: packets() })).toBe(1500);
});
