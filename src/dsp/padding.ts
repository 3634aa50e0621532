/** Extension of a signal beyond its ends: zeros, its mirror image about the end sample, or its end sample. */
export type PadMode = 'constant' | 'reflect' | 'edge';

/**
 * `count` samples of the signal from `start` on, as if it went on beyond both ends.
 *
 * @param target receives the samples from index 0 on.
 */
export function copyPadded(
  signal: Float32Array,
  start: number,
  count: number,
  mode: PadMode,
  target: Float32Array,
): void {
  const from = Math.min(count, Math.max(0, -start));
  const to = Math.max(from, Math.min(count, signal.length - start));
  for (let i = 0; i < from; i++) target[i] = outside(signal, start + i, mode);
  if (to > from) target.set(signal.subarray(start + from, start + to), from);
  for (let i = to; i < count; i++) target[i] = outside(signal, start + i, mode);
}

function outside(signal: Float32Array, index: number, mode: PadMode): number {
  const last = signal.length - 1;
  if (mode === 'constant' || last < 0) return 0;
  if (mode === 'edge') return index < 0 ? signal[0] : signal[last];
  if (last === 0) return signal[0];
  const phase = Math.abs(index) % (2 * last);
  return signal[phase <= last ? phase : 2 * last - phase];
}
