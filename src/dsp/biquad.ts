/** Second-order filters, after the formulas of R. Bristow-Johnson's "Audio EQ Cookbook". */

/** Second-order filter section (b0 + b1/z + b2/z^2) / (1 + a1/z + a2/z^2). */
export interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** Quality of the two sections that make a Butterworth low-pass of fourth order. */
const FOURTH_ORDER = [0.541196, 1.306563];

/** A low-pass of 24 dB an octave: -3 dB at `hertz`, below half of `sampleRate`. */
export function lowPass(hertz: number, sampleRate: number): Biquad[] {
  return FOURTH_ORDER.map((quality) => {
    const { cosine, alpha } = turn(hertz, quality, sampleRate);
    const side = (1 - cosine) / 2;
    return section([side, 1 - cosine, side], [1 + alpha, -2 * cosine, 1 - alpha]);
  });
}

/** A bell of `decibels` around `hertz`, about an octave and a half wide. */
export function peak(hertz: number, decibels: number, sampleRate: number): Biquad {
  const root = 10 ** (decibels / 40);
  const { cosine, alpha } = turn(hertz, 1, sampleRate);
  return section(
    [1 + alpha * root, -2 * cosine, 1 - alpha * root],
    [1 + alpha / root, -2 * cosine, 1 - alpha / root],
  );
}

/** The sound after all filters, from rest; of the same length. */
export function filtered(sound: Float32Array, filters: readonly Biquad[]): Float32Array {
  const output = Float32Array.from(sound);
  for (const { b, a } of filters) {
    let [first, second] = [0, 0];
    for (let i = 0; i < output.length; i++) {
      const x = output[i];
      const y = b[0] * x + first;
      first = b[1] * x - a[0] * y + second;
      second = b[2] * x - a[1] * y;
      output[i] = y;
    }
  }
  return output;
}

function turn(hertz: number, quality: number, sampleRate: number) {
  const angle = (2 * Math.PI * hertz) / sampleRate;
  return { cosine: Math.cos(angle), alpha: Math.sin(angle) / (2 * quality) };
}

function section(b: readonly number[], [a0, a1, a2]: readonly number[]): Biquad {
  return { b: [b[0] / a0, b[1] / a0, b[2] / a0], a: [a1 / a0, a2 / a0] };
}
