import type { Samples } from '../../src/audio/samples.ts';

const { sin, PI } = Math;
const SIGNALS: Readonly<Record<string, (t: number, n: number) => number>> = {
  sines: (t) => 0.3 * sin(2 * PI * 220 * t) + 0.2 * sin(2 * PI * 880 * t) + 0.1 * sin(2 * PI * 3520 * t),
  tremolo: (t) => 0.5 * sin(2 * PI * 440 * t) * (0.5 + 0.5 * sin(2 * PI * 4 * t)),
  chirp: (t) => 0.4 * sin(2 * PI * (100 * t + 600 * t * t)),
  clicks: (t, n) => (n % 8000 === 0 ? 0.8 : 0.01 * sin(2 * PI * 110 * t)),
};

/** Names of the signals that the golden values of the ear are of. */
export const EAR_SIGNALS = Object.keys(SIGNALS);

/** Three seconds at the rate of the ear. */
export function earSignal(name: string): Samples {
  const sampleRate = 16_000;
  const data = Float32Array.from({ length: 48_000 }, (_, n) => SIGNALS[name](n / sampleRate, n));
  return { data, sampleRate };
}
