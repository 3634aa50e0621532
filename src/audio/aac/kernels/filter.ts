import { FILTER, SPECTRA, SPECTRUM_BYTES } from './memory';

/**
 * Temporal noise shaping of a channel's lines [from, to) in place, upward or downward: each less what the `order` lines
 * before it, weighed by FILTER, come to (section 4.6.9).
 */
export function shapeNoise(channel: i32, from: i32, to: i32, isDownward: bool, order: i32): void {
  const spectrum = SPECTRA + <usize>channel * SPECTRUM_BYTES;
  const step: i32 = isDownward ? -4 : 4;
  let at = <i32>spectrum + 4 * (isDownward ? to - 1 : from);
  const first = load<f64>(FILTER);
  let newest: f64 = 0;
  for (let i = 0; i < to - from; i++, at += step) {
    let sum: f64 = load<f32>(<usize>at);
    const reach = min(i, order);
    let before = at - step;
    for (let k = 1; k < reach; k++) {
      before -= step;
      sum -= load<f64>(FILTER + ((<usize>k) << 3)) * <f64>load<f32>(<usize>before);
    }
    newest = sum - (reach > 0 ? first * newest : 0);
    store<f32>(<usize>at, <f32>newest);
  }
}
