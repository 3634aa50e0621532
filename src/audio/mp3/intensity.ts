import type { Bands } from './bands.ts';
import type { ScaleFactors } from './scale-factors.ts';

/** Intensity stereo information of the right channel. */
export interface IntensityCoding {
  readonly bands: Bands;
  /** Scale factors of the right channel. */
  readonly factors: ScaleFactors;
  readonly isFirstVersion: boolean;
  /** Whether the intensity steps are fine (MPEG 2): a quarter of an octave of gain, else half of one. */
  readonly isFine: boolean;
  /** Whether bands without an intensity position are mid/side. */
  readonly isBesideMiddleAndSide: boolean;
}

/**
 * Intensity stereo: sound of the left channel above the right one's highest line is spread over both
 * (11172-3, 2.4.3.4.9.3).
 */
export function joinByIntensity(
  spectra: readonly [Float32Array, Float32Array],
  coding: IntensityCoding,
): void {
  const { widths, long, places } = coding.bands;
  const [left, right] = spectra;
  const holdsMore = [false, false, false];
  let end = places.length;
  for (let band = widths.length - 1; band >= 0; band--) {
    const start = end - widths[band];
    const isLong = band < long;
    const window = isLong ? 0 : (band - long) % 3;
    if (isLong && band === long - 1) holdsMore[0] ||= holdsMore[1] || holdsMore[2];
    holdsMore[window] ||= hasSound(right, places, start, end);
    const gains = holdsMore[window] ? undefined : gainsOf(placeOf(band, coding), coding);
    for (let line = start; line < end; line++) {
      const at = places[line] >> 2;
      if (gains) {
        right[at] = left[at] * gains[1];
        left[at] *= gains[0];
      } else if (coding.isBesideMiddleAndSide) {
        const middle = left[at] * Math.SQRT1_2;
        const side = right[at] * Math.SQRT1_2;
        left[at] = middle + side;
        right[at] = middle - side;
      }
    }
    end = start;
  }
}

function hasSound(spectrum: Float32Array, places: Uint16Array, start: number, end: number): boolean {
  for (let line = start; line < end; line++) if (spectrum[places[line] >> 2] !== 0) return true;
  return false;
}

/**
 * Intensity position of a band; the last one has none of its own and takes that of the band before, of its
 * window. Undefined for a band without one.
 */
function placeOf(band: number, { bands, factors, isFirstVersion }: IntensityCoding): number | undefined {
  const isLast = band >= bands.widths.length - (bands.long === bands.widths.length ? 1 : 3);
  const from = isLast ? band - (bands.long === bands.widths.length ? 1 : 3) : band;
  const place = factors.values[from];
  const limit = factors.limits[from];
  if (isFirstVersion ? place >= limit : limit > 0 && place === limit) return undefined;
  return place;
}

function gainsOf(
  place: number | undefined,
  { isFirstVersion, isFine }: IntensityCoding,
): readonly [left: number, right: number] | undefined {
  if (place === undefined) return undefined;
  if (isFirstVersion) {
    const angle = (place * Math.PI) / 12;
    const sum = Math.sin(angle) + Math.cos(angle);
    return [Math.sin(angle) / sum, Math.cos(angle) / sum];
  }
  const gain = 2 ** (-(isFine ? 0.25 : 0.5) * Math.ceil(place / 2));
  return place % 2 === 1 ? [gain, 1] : [1, gain];
}
