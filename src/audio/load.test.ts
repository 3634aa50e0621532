import { expect, test } from 'vitest';
import { referenceSignal, SIGNAL_RATE } from '../../test/support/signal.ts';
import { encodeWav } from '../../test/support/wav.ts';
import { type ByteSource, bytesSource } from './byte-source.ts';
import { openAudio } from './decode.ts';
import { loadSamples, streamSamples } from './load.ts';
import { concatenate } from './resample.ts';

const wav = encodeWav(referenceSignal(3), { sampleRate: SIGNAL_RATE, encoding: 'int16' });

test('a song becomes mono samples at 22,050 Hz', async () => {
  const { samples, format, warnings } = await loadSamples(bytesSource(wav));
  expect(format).toBe('wav');
  expect(samples.sampleRate).toBe(22_050);
  expect(samples.data.length).toBe(3 * 22_050);
  expect(warnings).toEqual([]);
});

test('the stream is the same in pieces, and tells where the time went', async () => {
  const { samples } = await loadSamples(bytesSource(wav));
  const stream = await streamSamples(bytesSource(wav));
  const parts: Float32Array[] = [];
  for await (const part of stream.chunks) parts.push(part);
  expect(parts.length).toBeGreaterThan(1);
  expect(concatenate(parts)).toEqual(samples.data);
  expect(stream.timings.decodeMs).toBeGreaterThan(0);
  expect(stream.timings.resampleMs).toBeGreaterThan(0);
});

test('three hours pass through little memory', async () => {
  const source = endlessWav(3 * 3_600);
  const audio = await openAudio(source);
  let samples = 0;
  let largest = 0;
  for await (const chunk of audio.chunks) {
    samples += chunk.length;
    largest = Math.max(largest, chunk.length);
  }
  expect(samples).toBe(3 * 3_600 * 8_000);
  expect(largest).toBeLessThan(300_000);
  expect(source.largestRead).toBeLessThan(2_000_000);
});

/** A file of silence at 8 kHz, 8 bits, that exists only as it is read. */
function endlessWav(seconds: number): ByteSource & { largestRead: number } {
  const bytes = seconds * 8_000;
  const silence = encodeWav([new Float32Array(0)], {
    sampleRate: 8_000,
    encoding: 'int8',
    claimedBytes: bytes,
  });
  return {
    size: silence.length + bytes,
    largestRead: 0,
    async read(start, end) {
      const read = new Uint8Array(Math.min(end, this.size) - start).fill(128);
      read.set(silence.subarray(start, end));
      this.largestRead = Math.max(this.largestRead, read.length);
      return read;
    },
  };
}
