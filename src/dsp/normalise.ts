const TINY = 1.1754943508222875e-38;

/** Divides each row of `width` values by its largest magnitude, in place; a row of zeros stays. */
export function normaliseByMaximum(data: Float32Array, width: number): void {
  for (let start = 0; start < data.length; start += width) {
    let largest = 0;
    for (let i = start; i < start + width; i++) largest = Math.max(largest, Math.abs(data[i]));
    if (largest < TINY) continue;
    for (let i = start; i < start + width; i++) data[i] /= largest;
  }
}
