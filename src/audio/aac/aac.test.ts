import { describe, expect, test } from 'vitest';
import { Dct4 } from '../../../scripts/train-default/dct4.ts';
import { WarningList } from '../warning.ts';
import { openKernels } from './aac-kernels.ts';
import { parseAudioSpecificConfig } from './config.ts';
import { aacCodec } from './decoder.ts';

const FRAME = 1024;
/** Window sequences that may follow each other. */
const SEQUENCES = [0, 0, 1, 2, 2, 3, 0, 0];
const KAISER_LONG = kaiserSlope(FRAME, 4);
const KAISER_SHORT = kaiserSlope(128, 6);

describe('configuration', () => {
  test('AAC-LC, 44.1 kHz, stereo', () => {
    const config = parseAudioSpecificConfig(Uint8Array.of(0x12, 0x10));
    expect(config).toEqual({ rateIndex: 4, channels: 2, hasSbr: false });
  });

  test('of high-efficiency AAC the core is heard, at its own rate, with a warning', () => {
    // Object type 5, 24 kHz core, stereo, 48 kHz extended, then object type 2.
    const config = parseAudioSpecificConfig(Uint8Array.of(0x2b, 0x11, 0x88, 0));
    const warnings = new WarningList();
    expect(aacCodec(config, warnings)).toMatchObject({ sampleRate: 24_000, channels: 2 });
    expect(warnings.items.map(({ code }) => code)).toEqual(['band-limited']);
  });

  test.each([
    ['scalable AAC', [0x32, 0x10]],
    ['a reserved rate', [0x17, 0x10]],
    ['frames of 960', [0x12, 0x14]],
  ])('%s is refused', (_, bytes) => {
    expect(() => parseAudioSpecificConfig(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ code: 'unsupported-format' }),
    );
  });
});

test.each([0, 1])(
  'what is analysed with windows of shape %i comes back through every kind of window',
  (shape) => {
    const signal = Float64Array.from(
      { length: FRAME * (SEQUENCES.length + 1) },
      (_, n) => Math.sin(n * 0.05) + Math.cos(n * 1.3),
    );
    const kernels = openKernels();
    SEQUENCES.forEach((sequence, frame) => {
      kernels.spectra[0].set(analyse(signal.subarray(frame * FRAME, (frame + 2) * FRAME), sequence, shape));
      kernels.addFrame(0, 0, sequence, shape, shape);
      kernels.takeFrame(0, 1);
      if (frame === 0) return;
      for (let n = 0; n < FRAME; n += 13)
        expect(Math.abs(kernels.outputs[0][n] - signal[frame * FRAME + n])).toBeLessThan(1e-5);
    });
  },
);

/** The forward transform, as the standard's equations have it, with windows measured off the bank itself. */
function analyse(block: Float64Array, sequence: number, shape: number): Float64Array {
  if (sequence !== 2) return forward(block.map((value, n) => value * windowAt(sequence, shape, n)));
  const spectrum = new Float64Array(FRAME);
  for (let window = 0; window < 8; window++) {
    const start = 448 + window * 128;
    const part = block.slice(start, start + 256).map((value, n) => value * slope(shape, 128, n));
    spectrum.set(forward(part), window * 128);
  }
  return spectrum;
}

/** X[k] = 2 sum_n x[n] cos(2 pi / N (n + 1/2 + N/4) (k + 1/2)), folded to a DCT-IV. */
function forward(block: Float64Array): Float64Array {
  const lines = block.length / 2;
  const half = lines / 2;
  const folded = Float64Array.from({ length: lines }, (_, n) =>
    n < half ? -block[3 * half - 1 - n] - block[3 * half + n] : block[n - half] - block[3 * half - 1 - n],
  );
  const spectrum = new Float64Array(lines);
  new Dct4(lines).transform(folded, spectrum);
  return spectrum.map((value) => 2 * value);
}

function windowAt(sequence: number, shape: number, n: number): number {
  const isSecond = n >= FRAME;
  const isSteep = isSecond ? sequence === 1 : sequence === 3;
  if (!isSteep) return slope(shape, FRAME, n);
  const place = (isSecond ? 2 * FRAME - 1 - n : n) - 448;
  return place < 0 ? 0 : place < 128 ? slope(shape, 128, place) : 1;
}

/** The whole symmetric window of two slopes of `length`. */
function slope(shape: number, length: number, n: number): number {
  const place = n < length ? n : 2 * length - 1 - n;
  if (shape === 0) return Math.sin((Math.PI / (2 * length)) * (place + 0.5));
  return (length === FRAME ? KAISER_LONG : KAISER_SHORT)[place];
}

function kaiserSlope(length: number, alpha: number): number[] {
  let sum = 0;
  const sums = Array.from({ length: length + 1 }, (_, i) => {
    sum += bessel(Math.PI * alpha * Math.sqrt(1 - ((2 * i) / length - 1) ** 2));
    return sum;
  });
  return sums.map((value) => Math.sqrt(value / sum));
}

function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
