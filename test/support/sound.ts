import { readFileSync } from 'node:fs';
import { type ByteSource, bytesSource } from '../../src/audio/byte-source.ts';
import { type OpenOptions, openAudio } from '../../src/audio/decode.ts';
import { concatenate } from '../../src/audio/resample.ts';

/** The bytes of a file in `test/fixtures/audio`. */
export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../fixtures/audio/${name}`, import.meta.url)));
}

/** An mp3 (128 kbit/s) of at least that length: frames without an information frame may simply follow each other. */
export function mp3Song(seconds: number): Uint8Array {
  const piece = fixture('bare.mp3');
  const pieceSeconds = (piece.length * 8) / 128_000;
  const count = Math.ceil(seconds / pieceSeconds);
  const bytes = new Uint8Array(count * piece.length);
  for (let i = 0; i < count; i++) bytes.set(piece, i * piece.length);
  return bytes;
}

/** Decoded sound with its properties, at the file's own rate. */
export async function decodeAll(input: Uint8Array | ByteSource, options?: OpenOptions) {
  const audio = await openAudio(input instanceof Uint8Array ? bytesSource(input) : input, options);
  const parts: Float32Array[] = [];
  for await (const chunk of audio.chunks) parts.push(chunk);
  return { ...audio, data: concatenate(parts) };
}

/** The lag in samples, within `reach`, at which `heard` is most like `reference`, and how like it is there. */
export function align(
  heard: Float32Array,
  reference: Float32Array,
  reach: number,
): { lag: number; correlation: number } {
  let best = { lag: 0, correlation: -1 };
  for (let lag = -reach; lag <= reach; lag++) {
    const correlation = correlationAt(heard, reference, lag, reach);
    if (correlation > best.correlation) best = { lag, correlation };
  }
  return best;
}

function correlationAt(heard: Float32Array, reference: Float32Array, lag: number, margin: number): number {
  const end = Math.min(heard.length, reference.length) - margin;
  let product = 0;
  let heardEnergy = 0;
  let referenceEnergy = 0;
  for (let i = margin; i < end; i++) {
    product += heard[i + lag] * reference[i];
    heardEnergy += heard[i + lag] ** 2;
    referenceEnergy += reference[i] ** 2;
  }
  return product / Math.sqrt(heardEnergy * referenceEnergy);
}
