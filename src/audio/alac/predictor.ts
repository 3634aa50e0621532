/** Order value of a predictor that only integrates differences. */
const DIFFERENCES = 31;

/**
 * Turns residuals into samples, in place: each is predicted from those before it by coefficients that learn from the
 * sign of every error.
 * @param coefficients change
 * @param bits of a sample
 * @param shift of the sum
 */
export function predict(samples: Int32Array, coefficients: Int16Array, bits: number, shift: number): void {
  const order = coefficients.length;
  const unused = 32 - bits;
  if (order === 0) return;
  const warmUp = order === DIFFERENCES ? samples.length - 1 : Math.min(order, samples.length - 1);
  for (let i = 1; i <= warmUp; i++) samples[i] = ((samples[i] + samples[i - 1]) << unused) >> unused;
  const half = shift > 0 ? 1 << (shift - 1) : 0;
  for (let i = order + 1; i < samples.length && order !== DIFFERENCES; i++) {
    const top = samples[i - order - 1];
    let sum = half;
    for (let k = 0; k < order; k++) sum = (sum + Math.imul(coefficients[k], samples[i - 1 - k] - top)) | 0;
    const error = samples[i];
    samples[i] = ((error + top + (sum >> shift)) << unused) >> unused;
    if (error !== 0) learn(samples, i, coefficients, error, top, shift);
  }
}

/** Moves the coefficients, the last first, against the error until it is used up. */
function learn(
  samples: Int32Array,
  i: number,
  coefficients: Int16Array,
  error: number,
  top: number,
  shift: number,
): void {
  const order = coefficients.length;
  const direction = Math.sign(error);
  let left = error;
  for (let k = order - 1; k >= 0 && left * direction > 0; k--) {
    const difference = top - samples[i - 1 - k];
    const sign = Math.sign(difference) * direction;
    coefficients[k] -= sign;
    left -= (order - k) * ((sign * difference) >> shift);
  }
}

/** Integrates differences: `predict` of order 31. */
export function sumUp(samples: Int32Array, bits: number): void {
  predict(samples, new Int16Array(DIFFERENCES), bits, 0);
}
