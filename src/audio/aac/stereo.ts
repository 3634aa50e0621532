import type { Channel } from './channel.ts';
import { forEachBand, INTENSITY_IN_PHASE, INTENSITY_OUT_OF_PHASE, NOISE_BAND } from './ics-info.ts';

/** Which bands of a pair are coded as middle and side. */
export interface PairMask {
  /** By group and band. */
  readonly used: Uint8Array;
  /** The mask may also turn the phase of intensity bands. */
  readonly turnsIntensity: boolean;
}

/** Fills the bands that are only described as noise (ISO/IEC 14496-3, section 4.6.13). */
export function applyNoise(channel: Channel, random: () => number): void {
  forEachBand(channel.ics, (index, windowStarts, from, to) => {
    if (channel.codebooks[index] !== NOISE_BAND) return;
    const gain = 2 ** (channel.scaleFactors[index] / 4);
    for (const start of windowStarts)
      fillNoise(channel.spectrum.subarray(start + from, start + to), gain, random);
  });
}

/** Undoes middle/side and intensity coding, in place (sections 4.6.8.1 and 4.6.8.2). */
export function applyStereo(left: Channel, right: Channel, mask: PairMask | undefined): void {
  forEachBand(left.ics, (index, windowStarts, from, to) => {
    const book = right.codebooks[index];
    const isIntensity = book === INTENSITY_IN_PHASE || book === INTENSITY_OUT_OF_PHASE;
    const isMasked = mask?.used[index] === 1;
    const isNoise = book === NOISE_BAND || left.codebooks[index] === NOISE_BAND;
    for (const start of windowStarts) {
      const first = left.spectrum.subarray(start + from, start + to);
      const second = right.spectrum.subarray(start + from, start + to);
      if (isIntensity)
        copyIntensity(first, second, intensityGain(right, index, isMasked && !!mask?.turnsIntensity));
      else if (isMasked && !isNoise) unmix(first, second);
    }
  });
}

function fillNoise(lines: Float64Array, gain: number, random: () => number): void {
  let energy = 0;
  for (let i = 0; i < lines.length; i++) {
    lines[i] = random();
    energy += lines[i] ** 2;
  }
  const scale = energy > 0 ? gain / Math.sqrt(energy) : 0;
  for (let i = 0; i < lines.length; i++) lines[i] *= scale;
}

function intensityGain(channel: Channel, index: number, isTurned: boolean): number {
  const isInPhase = channel.codebooks[index] === INTENSITY_IN_PHASE;
  return (isInPhase !== isTurned ? 1 : -1) * 2 ** (-channel.scaleFactors[index] / 4);
}

function copyIntensity(from: Float64Array, to: Float64Array, gain: number): void {
  for (let i = 0; i < to.length; i++) to[i] = from[i] * gain;
}

function unmix(middle: Float64Array, side: Float64Array): void {
  for (let i = 0; i < middle.length; i++) {
    const left = middle[i] + side[i];
    side[i] = middle[i] - side[i];
    middle[i] = left;
  }
}
