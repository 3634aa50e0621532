/** Corner between the linear and the logarithmic part of Slaney's scale, in Hz and in mel. */
const CORNER_HZ = 1000;
const CORNER_MEL = 15;
const HZ_PER_MEL = 200 / 3;
const LOG_STEP = Math.log(6.4) / 27;

/** `slaney`: linear to 1 kHz, logarithmic above (Auditory Toolbox); `htk`: 2595 log10(1 + f / 700). */
export type MelScale = 'slaney' | 'htk';

export interface MelParameters {
  readonly nMels?: number;
  /** Edges of the lowest and of the highest triangle, in Hz. */
  readonly fMin?: number;
  readonly fMax?: number;
  readonly scale?: MelScale;
  /** `slaney`: triangles of equal area; `none`: of equal height. */
  readonly norm?: 'slaney' | 'none';
}

export function hzToMel(hertz: number, scale: MelScale = 'slaney'): number {
  if (scale === 'htk') return 2595 * Math.log10(1 + hertz / 700);
  if (hertz < CORNER_HZ) return hertz / HZ_PER_MEL;
  return CORNER_MEL + Math.log(hertz / CORNER_HZ) / LOG_STEP;
}

export function melToHz(mel: number, scale: MelScale = 'slaney'): number {
  if (scale === 'htk') return 700 * (10 ** (mel / 2595) - 1);
  if (mel < CORNER_MEL) return mel * HZ_PER_MEL;
  return CORNER_HZ * Math.exp(LOG_STEP * (mel - CORNER_MEL));
}

/**
 * Triangular filters that overlap by half and lie evenly on the mel scale.
 *
 * @returns row-major [nMels][nFft / 2 + 1]
 */
export function melFilters(sampleRate: number, nFft: number, parameters: MelParameters = {}): Float64Array {
  const { nMels = 128, fMin = 0, fMax = sampleRate / 2 } = parameters;
  const { scale = 'slaney', norm = 'slaney' } = parameters;
  const lowest = hzToMel(fMin, scale);
  const step = (hzToMel(fMax, scale) - lowest) / (nMels + 1);
  const corners = Array.from({ length: nMels + 2 }, (_, i) => melToHz(lowest + i * step, scale));
  const bins = nFft / 2 + 1;
  const filters = new Float64Array(nMels * bins);
  for (let m = 0; m < nMels; m++) {
    const [left, centre, right] = corners.slice(m, m + 3);
    const height = norm === 'slaney' ? 2 / (right - left) : 1;
    for (let k = 0; k < bins; k++) {
      const hertz = (k * sampleRate) / nFft;
      const ramp = Math.min((hertz - left) / (centre - left), (right - hertz) / (right - centre));
      filters[m * bins + k] = height * Math.max(0, ramp);
    }
  }
  return filters;
}
