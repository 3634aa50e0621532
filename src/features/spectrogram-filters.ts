/** Frequency bins of the spectrogram. */
export const BINS = 128;
export const LOWEST_HZ = 30;
const HZ_PER_BIN = 22_050 / 256;

export interface FilterBin {
  readonly bin: number;
  readonly weight: number;
}

/**
 * Mel bands of the spectrogram's 128 bins: triangles between points evenly spaced on the mel scale; one
 * narrower than a bin is the nearest bin. Weights of a band sum to 1.
 */
export function spectrogramFilters(bands: number): FilterBin[][] {
  const mel = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
  const hertz = (m: number) => 700 * (10 ** (m / 2595) - 1);
  const [low, high] = [mel(LOWEST_HZ), mel(11_025)];
  const points = Array.from({ length: bands + 2 }, (_, i) => hertz(low + ((high - low) * i) / (bands + 1)));
  return Array.from({ length: bands }, (_, band) => {
    const [from, peak, to] = points.slice(band, band + 3);
    const height = (bin: number) => {
      const at = bin * HZ_PER_BIN;
      return Math.max(0, Math.min((at - from) / (peak - from), (to - at) / (to - peak)));
    };
    const heights = Array.from({ length: BINS }, (_, bin) => height(bin));
    const total = heights.reduce((sum, value) => sum + value, 0);
    if (total < 0.5) return [{ bin: Math.round(peak / HZ_PER_BIN), weight: 1 }];
    return heights.flatMap((value, bin) => (value > 0 ? [{ bin, weight: value / total }] : []));
  });
}
