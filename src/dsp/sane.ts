/** Far beyond any sound; the square of its spectrum still fits a 32-bit float. */
const LOUDEST = 1e6;

/** A sample as features may count on it: not a number counts as zero, absurdly large ones are limited. */
export function saneSample(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(-LOUDEST, Math.min(LOUDEST, value));
}

/** The same samples, or, if any is not sane, a copy in which all are. */
export function saneSamples(data: Float32Array): Float32Array {
  for (let i = 0; i < data.length; i++) {
    if (!(Math.abs(data[i]) <= LOUDEST)) return data.map(saneSample);
  }
  return data;
}
