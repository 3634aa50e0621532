/** Statistics over time of one row of values. */
export interface Summary {
  readonly mean: number;
  /** Population variance. */
  readonly variance: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Mean, population variance and extremes of all values; zeros for none. */
export function summarise(values: Float32Array): Summary {
  if (values.length === 0) return { mean: 0, variance: 0, minimum: 0, maximum: 0 };
  let [sum, minimum, maximum] = [0, Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    sum += value;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = values[i] - mean;
    squares += distance * distance;
  }
  return { mean, variance: squares / values.length, minimum, maximum };
}

/** Mean and population variance of all values; zeros for none. */
export function meanAndVariance(values: Float32Array): [number, number] {
  const { mean, variance } = summarise(values);
  return [mean, variance];
}

/** Quantile: the value below which `share` (0..1) of the values lie, with linear interpolation. */
export function percentile(values: Float32Array, share: number): number {
  if (values.length === 0) return 0;
  const sorted = values.slice().sort();
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** Column `column` of row-major [frames][width]. */
export function columnOf(data: Float32Array, width: number, column: number): Float32Array {
  const values = new Float32Array(data.length / width);
  for (let t = 0, at = column; t < values.length; t++, at += width) values[t] = data[at];
  return values;
}
