import type { Tick } from './panel.ts';

/** Slaney's mel scale: linear below 1000 Hz, logarithmic above. */
export function mel(hertz: number): number {
  return hertz < 1000 ? (3 * hertz) / 200 : 15 + (27 * Math.log(hertz / 1000)) / Math.log(6.4);
}

/** Ticks every 2 kHz up to `top`, each at the share of the height that `at` gives. */
export function hertzTicks(top: number, at: (hertz: number) => number): Tick[] {
  return [0, 2000, 4000, 6000, 8000, 10_000]
    .filter((hertz) => hertz <= top)
    .map((hertz) => ({ at: at(hertz), text: `${hertz}` }));
}

/** Largest value, at least 0. */
export function largest(data: Float32Array): number {
  return data.reduce((most, value) => Math.max(most, value), 0);
}
