/** Formatting of numbers for people. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : 'none';
}

/** Probability in percent: never 100 %, and above zero never 0 %. */
export function probabilityText(probability: number, digits = 1): string {
  const step = 10 ** -digits;
  const text = (100 * probability).toFixed(digits);
  if (Number(text) >= 100) return `>${(100 - step).toFixed(digits)} %`;
  if (probability > 0 && Number(text) === 0) return `<${step.toFixed(digits)} %`;
  return `${text} %`;
}

/** Share with its confidence interval. */
export function withInterval({
  value,
  low,
  high,
}: Readonly<Record<'value' | 'low' | 'high', number>>): string {
  return `${percent(value)} (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
}

export function decimals(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : 'none';
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function bytes(count: number): string {
  if (count < 1e6) return `${Math.max(1, Math.round(count / 1e3))} kB`;
  return `${(count / 1e6).toFixed(1)} MB`;
}

export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
