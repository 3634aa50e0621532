import { concatenate } from '../audio/resample.ts';
import { eachPeaks } from '../dsp/spectra.ts';
import { median } from '../dsp/statistics.ts';
import type { StftParameters } from '../dsp/stft.ts';
import { type Sound, spectraOf } from './analysis.ts';
import type { Spectra } from './spectra.ts';
import { moments } from './spectral.ts';

/** Peaks are sought between these frequencies, in Hz. */
const LOWEST_HZ = 150;
const HIGHEST_HZ = 4000;
/** Share of the frame's largest value that a peak must exceed. */
const THRESHOLD = 0.1;

/** Spectral peaks of a sound: frequency in Hz and interpolated height, in no particular order. */
export interface Peaks {
  readonly hertz: Float32Array;
  readonly heights: Float32Array;
}

/**
 * Estimates the deviation from A4 = 440 Hz, in fractions of a bin (of a semitone for 12 bins an octave).
 * The stronger half of the spectral peaks votes with its distance to the next bin; the fullest hundredth
 * wins.
 * @returns the lower edge of that hundredth, -0.5 to 0.5; 0 for a sound without peaks.
 */
export function estimateTuning(
  sound: Sound,
  parameters: StftParameters & { binsPerOctave?: number; power?: 1 | 2 } = {},
): number {
  const { binsPerOctave = 12, power = 1 } = parameters;
  const spectra = spectraOf(sound, parameters);
  const { hertz, heights } = spectra.memo(`peaks ${power}`, () => spectralPeaks(spectra, power));
  const threshold = median(heights);
  return pitchTuning(
    hertz.filter((_, i) => heights[i] >= threshold),
    binsPerOctave,
  );
}

/**
 * Peaks of each frame between 150 and 4,000 Hz above a tenth of the frame's largest value, their place and height
 * by a parabola through three bins. `power` 1: of the magnitudes, 2: of their squares.
 */
function spectralPeaks(spectra: Spectra, power: 1 | 2): Peaks {
  const { stride, bins, nFft } = spectra.stft;
  const width = spectra.sampleRate / nFft;
  const search = {
    share: THRESHOLD,
    squared: power === 2,
    lowest: Math.max(1, Math.ceil(LOWEST_HZ / width)),
    end: Math.min(bins - 1, Math.ceil(HIGHEST_HZ / width)),
    width,
  };
  const { largest } = moments(spectra);
  const found: { hertz: Float32Array; heights: Float32Array }[] = [];
  spectra.eachBlock((rows, first) => {
    eachPeaks(rows, stride, largest.subarray(first), search, (hertz, heights) => {
      found.push({ hertz: hertz.slice(), heights: heights.slice() });
    });
  });
  return {
    hertz: concatenate(found.map(({ hertz }) => hertz)),
    heights: concatenate(found.map(({ heights }) => heights)),
  };
}

/** The fullest hundredth of a bin that the residuals of the frequencies fall into; 0 when there are none. */
function pitchTuning(hertz: Float32Array, binsPerOctave: number): number {
  if (hertz.length === 0) return 0;
  const counts = new Uint32Array(100);
  for (const frequency of hertz) {
    const octaves = Math.fround(Math.log2(Math.fround(frequency / 27.5)));
    const bins = Math.fround(binsPerOctave * octaves);
    let residual = Math.fround(bins - Math.floor(bins));
    if (residual >= 0.5) residual--;
    counts[histogramBin(residual)]++;
  }
  return tuningEdge(counts.indexOf(counts.reduce((a, b) => Math.max(a, b))));
}

function histogramBin(residual: number): number {
  let bin = Math.max(0, Math.min(99, Math.floor((residual + 0.5) * 100)));
  while (bin > 0 && residual < tuningEdge(bin)) bin--;
  while (bin < 99 && residual >= tuningEdge(bin + 1)) bin++;
  return bin;
}

function tuningEdge(bin: number): number {
  return bin * 0.01 - 0.5;
}
