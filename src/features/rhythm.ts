import { RealFft } from '../dsp/fft.ts';
import { periodicWindow } from '../dsp/window.ts';
import type { Analysis } from './analysis.ts';
import type { Frames } from './frames.ts';
import { onsetEnvelope } from './onset.ts';
import type { SyncRecipe } from './recipe.ts';
import type { Spectra } from './spectra.ts';
import { BARK_BANDS, barkDbFrames, LOWEST_HZ } from './ssd.ts';
import { columnOf, percentile, summarise } from './summary.ts';
import { framesPerSecond, meanTempogram, tempo } from './tempo.ts';

/** About six seconds, whose spectrum resolves a sixth of a hertz (ten beats a minute). */
const SEGMENT_FRAMES = 256;
/** Modulations up to ten a second. */
const MODULATION_BINS = 60;
/** Critical bands that share a row of the coarse pattern: bass, low, middle, presence, treble. */
const BAND_GROUPS = [0, 2, 6, 12, 18, BARK_BANDS] as const;
/** Modulation bins that share a column of the coarse pattern: finer where tempo lives. */
const MODULATION_GROUPS = [0, 3, 6, 9, 12, 15, 18, 22, 27, 34, 44, MODULATION_BINS] as const;
/** Beat histogram: three octaves of tempo from 40 BPM, an eighth of an octave each. */
const SLOWEST_BPM = 40;
const BINS_PER_OCTAVE = 8;
const TEMPO_BINS = 24;
const TEMPOGRAM_FRAMES = 384;
const SUMMARY_NAMES = [
  'tempo',
  'pulse_strength',
  'second_pulse',
  'second_ratio',
  'onset_mean',
  'onset_deviation',
  'onset_p90',
  'onset_rate',
] as const;

/** Rhythm features: fluctuations of loudness by band and modulation rate, periods of the onsets, tempo. */
export const rhythm: SyncRecipe = {
  name: 'rhythm',
  version: 1,
  parameters: {
    sampleRate: 22_050,
    nFft: 2048,
    hopLength: 512,
    window: 'hann',
    bands: 'bark',
    minimumHz: LOWEST_HZ,
    segmentFrames: SEGMENT_FRAMES,
    tempogramFrames: TEMPOGRAM_FRAMES,
  },
  shape: [rhythmNames().length],
  columns: rhythmNames(),
  compute(analysis) {
    const spectra = analysis.spectra({ fMin: LOWEST_HZ });
    const pattern = fluctuationPattern(barkDbFrames(spectra), framesPerSecond(spectra));
    const data = Float32Array.from([
      ...rhythmHistogram(pattern),
      ...coarsePattern(pattern),
      ...beatHistogram(spectra),
      ...summary(spectra),
    ]);
    return { data, shape: [data.length] };
  },
};

/** Tempo and onset columns of `rhythm` alone: three of them, at half of the cost. */
export function rhythmSketch(analysis: Analysis) {
  const spectra = analysis.spectra({ fMin: LOWEST_HZ });
  return {
    tempo: tempo(spectra),
    pulse_strength: beatHistogram(spectra).reduce((a, b) => Math.max(a, b), 0),
    onset_rate: onsetRate(spectra),
  };
}

/** A pattern [bands][bins]: strength of the fluctuation of each band at each modulation frequency. */
export interface FluctuationPattern {
  readonly data: Float32Array;
  readonly bins: number;
}

/**
 * Fluctuation pattern: spectra of the bands' decibels over segments of about six seconds, half overlapping,
 * averaged, and weighted by the ear's sensitivity to modulation (most at 4 Hz; after Pampalk 2001).
 * @param frames decibels, frame by frame
 * @param frameRate frames per second
 * @returns [frames.width][60], bins of frameRate / 256 Hz from the first on
 */
function fluctuationPattern(frames: Frames, frameRate: number): FluctuationPattern {
  const { width } = frames;
  const total = frames.data.length / width;
  const data = new Float32Array(width * MODULATION_BINS);
  const segments = Math.max(1, Math.floor((2 * total) / SEGMENT_FRAMES) - 1);
  const spectrum = modulationSpectrum();
  for (let band = 0; band < width; band++) {
    const line = columnOf(frames.data, width, band);
    for (let s = 0; s < segments; s++) {
      const part = line.subarray((s * SEGMENT_FRAMES) / 2, (s * SEGMENT_FRAMES) / 2 + SEGMENT_FRAMES);
      spectrum(part, (bin, magnitude) => {
        data[band * MODULATION_BINS + bin] += (magnitude * audibility(bin, frameRate)) / segments;
      });
    }
  }
  return { data, bins: MODULATION_BINS };
}

/** The fluctuation pattern summed over all bands: [bins]. */
function rhythmHistogram({ data, bins }: FluctuationPattern): Float32Array {
  const histogram = new Float32Array(bins);
  for (let i = 0; i < data.length; i++) histogram[i % bins] += data[i];
  return histogram;
}

/**
 * Beat histogram: the mean tempogram from 40 to 320 BPM, eight bins an octave.
 * @returns [24], each the largest autocorrelation (at most 1) in the bin; after Tzanetakis and Cook 2002
 */
function beatHistogram(spectra: Spectra): Float32Array {
  const lags = pulse(spectra);
  const rate = framesPerSecond(spectra);
  const histogram = new Float32Array(TEMPO_BINS);
  for (let bin = 0; bin < TEMPO_BINS; bin++) {
    const slowest = SLOWEST_BPM * 2 ** (bin / BINS_PER_OCTAVE);
    const longest = (60 * rate) / slowest;
    const shortest = longest / 2 ** (1 / BINS_PER_OCTAVE);
    const from = Math.max(1, Math.round(shortest));
    for (let lag = from; lag <= Math.max(from, Math.round(longest)); lag++) {
      histogram[bin] = Math.max(histogram[bin], lags[lag]);
    }
  }
  return histogram;
}

function pulse(spectra: Spectra): Float64Array {
  return spectra.memo('pulse', () => meanTempogram(onsetEnvelope(spectra), TEMPOGRAM_FRAMES));
}

function summary(spectra: Spectra): number[] {
  const onsets = onsetEnvelope(spectra);
  const { mean, variance } = summarise(onsets);
  const histogram = beatHistogram(spectra);
  const [first, second] = strongest(histogram);
  return [
    tempo(spectra),
    histogram[first],
    histogram[second],
    (second - first) / BINS_PER_OCTAVE,
    mean,
    Math.sqrt(variance),
    percentile(onsets, 0.9),
    onsetRate(spectra),
  ];
}

/** Clear onsets a second. */
function onsetRate(spectra: Spectra): number {
  const onsets = onsetEnvelope(spectra);
  const { mean, variance } = summarise(onsets);
  const threshold = mean + Math.sqrt(variance);
  const peaks = onsets.filter(
    (v, i) => v > threshold && v > (onsets[i - 1] ?? 0) && v >= (onsets[i + 1] ?? 0),
  );
  return peaks.length / (onsets.length / framesPerSecond(spectra));
}

/** The largest bin, and the largest one that is at least three bins away. */
function strongest(histogram: Float32Array): [number, number] {
  const largest = (allowed: (bin: number) => boolean) =>
    histogram.reduce(
      (best, value, bin) => (allowed(bin) && !(value <= (histogram[best] ?? -1)) ? bin : best),
      -1,
    );
  const first = largest(() => true);
  return [first, largest((bin) => Math.abs(bin - first) >= 3)];
}

function coarsePattern({ data, bins }: FluctuationPattern): Float32Array {
  const [rows, columns] = [BAND_GROUPS.length - 1, MODULATION_GROUPS.length - 1];
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    let [sum, count] = [0, 0];
    for (let band = BAND_GROUPS[row]; band < BAND_GROUPS[row + 1]; band++) {
      for (let bin = MODULATION_GROUPS[column]; bin < MODULATION_GROUPS[column + 1]; bin++) {
        sum += data[band * bins + bin];
        count++;
      }
    }
    return sum / count;
  });
}

/** Visits the magnitudes of modulation bins 1..60 of a line, Hann-windowed, its mean taken off, zeros behind it. */
function modulationSpectrum(): (line: Float32Array, visit: (bin: number, magnitude: number) => void) => void {
  const fft = new RealFft(SEGMENT_FRAMES);
  const window = periodicWindow('hann', SEGMENT_FRAMES);
  const buffer = new Float64Array(SEGMENT_FRAMES);
  const [re, im] = [new Float64Array(SEGMENT_FRAMES / 2 + 1), new Float64Array(SEGMENT_FRAMES / 2 + 1)];
  return (line, visit) => {
    const { mean } = summarise(line);
    for (let n = 0; n < SEGMENT_FRAMES; n++) buffer[n] = n < line.length ? (line[n] - mean) * window[n] : 0;
    fft.forward(buffer, re, im);
    const scale = 2 / Math.max(1, line.length);
    for (let bin = 0; bin < MODULATION_BINS; bin++) {
      visit(bin, Math.sqrt(re[bin + 1] * re[bin + 1] + im[bin + 1] * im[bin + 1]) * scale);
    }
  };
}

function audibility(bin: number, frameRate: number): number {
  const hertz = ((bin + 1) * frameRate) / SEGMENT_FRAMES;
  return 2 / (hertz / 4 + 4 / hertz);
}

function rhythmNames(): string[] {
  const [rows, columns] = [BAND_GROUPS.length - 1, MODULATION_GROUPS.length - 1];
  return [
    ...Array.from({ length: MODULATION_BINS }, (_, bin) => `modulation${bin}`),
    ...Array.from({ length: rows * columns }, (_, i) => `pattern${Math.floor(i / columns)}_${i % columns}`),
    ...Array.from({ length: TEMPO_BINS }, (_, bin) => `beat${bin}`),
    ...SUMMARY_NAMES,
  ];
}
