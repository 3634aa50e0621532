/** Normalisation of untrusted values in tags. */

const MAX_VALUES = 100;
const FASTEST = 1_000;

/** Values without surrounding spaces, empty ones left out. */
export function cleanValues(values: readonly string[]): string[] {
  return values
    .slice(0, MAX_VALUES)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** First valid tempo in beats a minute; null without one. */
export function tempoOf(values: readonly string[]): number | null {
  const numbers = values.map((value) => Number.parseFloat(value));
  return numbers.find((value) => value > 0 && value < FASTEST) ?? null;
}
