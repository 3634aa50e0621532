import { powerToDb } from '../dsp/decibel.ts';
import { FilterBank } from '../dsp/filter-bank.ts';
import type { Frames } from './frames.ts';
import type { SyncRecipe } from './recipe.ts';
import type { Spectra } from './spectra.ts';
import { columnOf } from './summary.ts';

/** Edges of the critical bands, in Hz (Zwicker); the last one reaches past half the sample rate. */
const BARK_EDGES = [
  0, 100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700, 4400, 5300,
  6400, 7700, 9500, 12_000,
] as const;
export const BARK_BANDS = BARK_EDGES.length - 1;

const STATISTICS = ['mean', 'median', 'deviation', 'skewness', 'kurtosis', 'min', 'max'] as const;
/** Lowest frequency, in Hz, of every block that describes music: rumble is left out. */
export const LOWEST_HZ = 30;

/** Statistical spectrum descriptors: how the loudness of each critical band is spread over the song. */
export const ssd: SyncRecipe = {
  name: 'ssd',
  version: 1,
  parameters: {
    sampleRate: 22_050,
    nFft: 2048,
    hopLength: 512,
    window: 'hann',
    bands: 'bark',
    minimumHz: LOWEST_HZ,
    reference: 'mean power of the sound',
    topDb: 80,
  },
  shape: [BARK_BANDS * STATISTICS.length],
  columns: descriptorNames('bark', BARK_BANDS),
  compute(analysis) {
    const data = spectrumDescriptors(barkDbFrames(analysis.spectra({ fMin: LOWEST_HZ })));
    return { data, shape: [data.length] };
  },
};

/** Mean, median, standard deviation, skewness, excess kurtosis and extremes of each band (Lidy and Rauber 2005). */
function spectrumDescriptors(frames: Frames): Float32Array {
  const rows = Array.from({ length: frames.width }, (_, band) =>
    describe(columnOf(frames.data, frames.width, band)),
  );
  return Float32Array.from(rows.flat());
}

/** Names of the columns that `spectrumDescriptors` gives. */
function descriptorNames(prefix: string, bands: number): string[] {
  const names = (band: number) => STATISTICS.map((statistic) => `${prefix}${band}_${statistic}`);
  return Array.from({ length: bands }, (_, band) => names(band)).flat();
}

/**
 * Power of each critical band in decibels relative to the mean band power of the sound (its level does not matter),
 * at most 80 below the loudest cell, frame by frame.
 */
export function barkDbFrames(spectra: Spectra): Frames {
  return spectra.memo('barkDb', () => {
    const { nFft, bins, stride } = spectra.stft;
    const filters = () => barkFilters(spectra.sampleRate, nFft);
    const bank = spectra.tool('bark', () => new FilterBank(filters(), bins));
    const power = new Float32Array(spectra.frames * BARK_BANDS);
    spectra.eachBlock((rows, first) => {
      const target = power.subarray(first * BARK_BANDS, (first + rows.length / stride) * BARK_BANDS);
      bank.apply(rows, stride, target, true);
    });
    const mean = power.reduce((sum, value) => sum + value, 0) / power.length;
    const reference = mean > 0 ? mean : 1;
    return {
      data: powerToDb(
        power.map((value) => value / reference),
        { minimum: 1e-12 },
      ),
      width: BARK_BANDS,
    };
  });
}

function barkFilters(sampleRate: number, nFft: number): Float64Array {
  const bins = nFft / 2 + 1;
  return Float64Array.from({ length: BARK_BANDS * bins }, (_, i) => {
    const hertz = ((i % bins) * sampleRate) / nFft;
    const band = Math.floor(i / bins);
    return hertz >= BARK_EDGES[band] && hertz < BARK_EDGES[band + 1] ? 1 : 0;
  });
}

function describe(values: Float32Array): number[] {
  const n = values.length;
  const sorted = values.slice().sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const moment = (power: number) => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / n;
  const variance = moment(2);
  const deviation = Math.sqrt(variance);
  const flat = deviation < 1e-6;
  const skewness = flat ? 0 : moment(3) / (variance * deviation);
  const kurtosis = flat ? 0 : moment(4) / (variance * variance) - 3;
  const median = (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2;
  return [mean, median, deviation, skewness, kurtosis, sorted[0], sorted[n - 1]];
}
