import { TonearmError } from '../errors.ts';

/** Peak limit of lossy sound, which overshoots a little; more is a damaged stream. */
export const LOSSY_PEAK_LIMIT = 4;
/** Peak limit of integers. */
export const INTEGER_PEAK_LIMIT = 1;
/** Peak limit of float files, which may be mixed hot: 24 dB above full scale. */
export const FLOAT_PEAK_LIMIT = 16;

const MIN_SAMPLE_RATE = 4_000;
const MAX_SAMPLE_RATE = 768_000;
const MAX_CHANNELS = 8;

/** @throws broken-audio for a rate or channel count that no music has */
export function checkSound(format: string, sampleRate: number, channels: number): void {
  if (!(Number.isInteger(sampleRate) && sampleRate >= MIN_SAMPLE_RATE && sampleRate <= MAX_SAMPLE_RATE)) {
    throw new TonearmError(
      'broken-audio',
      `Expected ${format} at 4,000 to 768,000 Hz, got ${sampleRate} Hz.`,
    );
  }
  if (!(Number.isInteger(channels) && channels >= 1 && channels <= MAX_CHANNELS)) {
    throw new TonearmError('broken-audio', `Expected ${format} of 1 to 8 channels, got ${channels}.`);
  }
}
