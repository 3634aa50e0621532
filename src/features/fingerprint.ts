/** Fingerprint of a recording that survives another codec, another level and a cut at the front. */

import { SAMPLE_RATE } from '../audio/samples.ts';
import { Stft } from '../dsp/stft.ts';
import type { FeatureArray, SyncRecipe } from './recipe.ts';

const WINDOW = 8192;
const HOP = 1024;
/** Number of frames whose spectra are held at a time. */
const BLOCK_FRAMES = 64;
const BANDS = 33;
const LOWEST_HERTZ = 300;
const HIGHEST_HERTZ = 3000;
/** Minimum change, as a share of the frame's energy; less is codec noise between held tones. */
const MIN_CHANGE = 0.003;
const TRANSFORM = new Stft({ nFft: WINDOW, hopLength: HOP, window: 'hann', center: false });
/** Bits fit a float32 exactly in halves. */
const HALF_BITS = 16;

/** Seconds from one fingerprint to the next. */
export const FINGERPRINT_HOP_SECONDS = HOP / SAMPLE_RATE;

/**
 * 32 bits every 46 ms: whether the energy difference of neighbouring bands grows clearly from one frame to the
 * next (after Haitsma and Kalker 2002, with a longer hop and a least change). 33 bands, evenly on a logarithmic
 * scale from 300 to 3000 Hz, of a Hann window of 0.37 s. Each row is the high and the low half of the bits.
 */
export const fingerprint: SyncRecipe = {
  name: 'fingerprint',
  version: 2,
  parameters: {
    sampleRate: SAMPLE_RATE,
    windowLength: WINDOW,
    hopLength: HOP,
    bands: BANDS,
    lowestHertz: LOWEST_HERTZ,
    highestHertz: HIGHEST_HERTZ,
    leastChange: MIN_CHANGE,
  },
  shape: [-1, 2],
  columns: ['high', 'low'],
  compute({ signal }) {
    const energies = bandEnergies(signal);
    const frames = Math.max(0, energies.length - 1);
    const halves = new Float32Array(frames * 2);
    for (let t = 0; t < frames; t++) {
      const bits = bitsOf(energies[t + 1], energies[t]);
      halves[2 * t] = bits >>> HALF_BITS;
      halves[2 * t + 1] = bits & 0xffff;
    }
    return { data: halves, shape: [frames, 2] };
  },
};

/** Bits of a fingerprint, one word a frame. */
export function fingerprintBits({ data }: FeatureArray): Uint32Array {
  return Uint32Array.from({ length: data.length / 2 }, (_, t) => data[2 * t] * 65_536 + data[2 * t + 1]);
}

function bandEnergies(data: Float32Array): Float64Array[] {
  if (data.length < WINDOW) return [];
  const stft = TRANSFORM;
  const edges = bandEdges();
  const rows = new Float32Array(BLOCK_FRAMES * stft.stride);
  const total = stft.frameCount(data.length);
  const frames: Float64Array[] = [];
  for (let first = 0; first < total; first += BLOCK_FRAMES) {
    const count = Math.min(BLOCK_FRAMES, total - first);
    stft.frames(data, first, count, 'power', rows.subarray(0, count * stft.stride));
    for (let at = 0; at < count * stft.stride; at += stft.stride) {
      const energies = { length: BANDS };
      frames.push(
        Float64Array.from(energies, (_, band) => sum(rows, at + edges[band], at + edges[band + 1])),
      );
    }
  }
  return frames;
}

function bandEdges(): number[] {
  const ratio = HIGHEST_HERTZ / LOWEST_HERTZ;
  return Array.from({ length: BANDS + 1 }, (_, i) => {
    return Math.round((LOWEST_HERTZ * ratio ** (i / BANDS) * WINDOW) / SAMPLE_RATE);
  });
}

function sum(values: Float32Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += values[i];
  return total;
}

function bitsOf(now: Float64Array, before: Float64Array): number {
  const energy = now.reduce((sum, value, band) => sum + (value + before[band]) / 2, 0);
  let bits = 0;
  for (let band = 0; band < BANDS - 1; band++) {
    const growth = now[band] - now[band + 1] - (before[band] - before[band + 1]);
    bits = (bits << 1) | (growth > MIN_CHANGE * energy ? 1 : 0);
  }
  return bits >>> 0;
}
