/**
 * Names of windows; `hann` is the periodic one that spectra use, `tukey` is level but for an eighth at either end,
 * `ones` leaves the frame bare.
 */
export type WindowName = 'hann' | 'hamming' | 'tukey' | 'ones';

/** Share of a Tukey window that rises and falls. */
const TAPER = 0.25;

/** A periodic window of `length` samples. */
export function periodicWindow(name: WindowName, length: number): Float64Array {
  if (name === 'ones') return new Float64Array(length).fill(1);
  if (name === 'tukey') return tukeyWindow(length);
  const floor = name === 'hann' ? 0.5 : 0.54;
  return Float64Array.from({ length }, (_, n) => floor - (1 - floor) * Math.cos((2 * Math.PI * n) / length));
}

/** `window` in the middle of `length` samples, zeros around it. */
export function padCentre(window: Float64Array, length: number): Float64Array {
  const padded = new Float64Array(length);
  padded.set(window, Math.floor((length - window.length) / 2));
  return padded;
}

function tukeyWindow(length: number): Float64Array {
  const edge = (TAPER * length) / 2;
  return Float64Array.from({ length }, (_, n) => {
    const distance = Math.min(n, length - n);
    return distance >= edge ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * distance) / edge);
  });
}
