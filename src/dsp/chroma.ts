/** A0, from which octaves are counted, in Hz. */
const A0 = 27.5;
/** Bins count most in this octave, and less the further they are from it. */
const CENTRE_OCTAVE = 5;
const OCTAVE_WIDTH = 2;

/**
 * Bell-shaped filters that fold all octaves of a spectrum into pitch classes, the first of which is C.
 *
 * @param tuning in fractions of a pitch class, as `estimateTuning` gives it
 * @returns row-major [nChroma][nFft / 2 + 1]; each bin's weights have a sum of squares of at most 1.
 */
export function chromaFilters(sampleRate: number, nFft: number, tuning: number, nChroma = 12): Float64Array {
  const places = pitchPlaces(sampleRate, nFft, tuning, nChroma);
  const bins = nFft / 2 + 1;
  const filters = new Float64Array(nChroma * bins);
  const shift = 3 * Math.floor(nChroma / 12);
  for (let k = 0; k < bins; k++) {
    const width = Math.max(1, places[k + 1] - places[k]);
    const weights = Float64Array.from({ length: nChroma }, (_, c) => bell(places[k] - c, width, nChroma));
    const length = Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0));
    const loudness = Math.exp(-0.5 * ((places[k] / nChroma - CENTRE_OCTAVE) / OCTAVE_WIDTH) ** 2);
    for (let c = 0; c < nChroma; c++) {
      filters[((c - shift + nChroma) % nChroma) * bins + k] = (weights[c] / length) * loudness;
    }
  }
  return filters;
}

/** Place of each bin on the pitch axis, counted in pitch classes from A0; bin 0 lies an octave and a half below 1. */
function pitchPlaces(sampleRate: number, nFft: number, tuning: number, nChroma: number): Float64Array {
  const reference = A0 * 2 ** (tuning / nChroma);
  const places = Float64Array.from({ length: nFft }, (_, k) => {
    return nChroma * Math.log2(((k || 1) * sampleRate) / nFft / reference);
  });
  places[0] = places[1] - 1.5 * nChroma;
  return places;
}

function bell(distance: number, width: number, nChroma: number): number {
  const half = Math.round(nChroma / 2);
  const offset = distance + half + 10 * nChroma;
  const wrapped = offset - nChroma * Math.floor(offset / nChroma) - half;
  return Math.exp(-0.5 * ((2 * wrapped) / width) ** 2);
}
