/** Channels of a frame before the transform. */
import { type Filterbank, FRAME_SAMPLES, type WindowChoice } from './filterbank.ts';

/** What a channel adds to a frame. */
export interface Voice {
  readonly spectrum: Float64Array;
  readonly choice: WindowChoice;
}

/** What the spectrum of a channel comes to. */
export function powerOf(spectrum: Float64Array): number {
  let sum = 0;
  for (let line = 0; line < FRAME_SAMPLES; line++) sum += spectrum[line] * spectrum[line];
  return sum;
}

/** What the mean of the channels comes to. */
export function powerOfMean(voices: readonly Voice[]): number {
  let power = 0;
  for (let line = 0; line < FRAME_SAMPLES; line++) {
    let sum = 0;
    for (const { spectrum } of voices) sum += spectrum[line];
    power += sum * sum;
  }
  return power / voices.length ** 2;
}

/** Channels with the same windows are added before the transform, which is linear. */
export function addTo(bank: Filterbank, voices: readonly Voice[]): void {
  const sums = new Map<string, Voice>();
  for (const voice of voices) {
    const { sequence, shape, previousShape } = voice.choice;
    const key = `${sequence} ${shape} ${previousShape}`;
    const sum = sums.get(key);
    if (!sum) sums.set(key, voice);
    else for (let line = 0; line < FRAME_SAMPLES; line++) sum.spectrum[line] += voice.spectrum[line];
  }
  for (const { spectrum, choice } of sums.values()) bank.add(spectrum, choice);
}
