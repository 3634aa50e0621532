import { chromaFrames } from './chroma.ts';
import type { Frames } from './frames.ts';
import { melFrames } from './mel-spectrogram.ts';
import { mfccFrames } from './mfcc.ts';
import type { SyncRecipe } from './recipe.ts';
import { columnOf, summarise } from './summary.ts';
import { tonnetzFrames } from './tonnetz.ts';

const FEATURES = { chroma: 12, mel: 128, mfcc: 20, tonnetz: 6 } as const;
const STATISTICS = ['mean', 'min', 'max'] as const;

/** Mean, least and largest value of each row of four features of librosa 0.11: all means first, then all least. */
export const librosa498: SyncRecipe = {
  name: 'librosa-498',
  version: 1,
  parameters: {
    sampleRate: 22_050,
    nFft: 2048,
    hopLength: 512,
    window: 'hann',
    padMode: 'constant',
    nMels: 128,
    nMfcc: 20,
    tonnetz: 'constant-Q',
  },
  shape: [498],
  columns: STATISTICS.flatMap((statistic) =>
    Object.entries(FEATURES).flatMap(([name, rows]) =>
      Array.from({ length: rows }, (_, i) => `${name}${i + 1}_${statistic}`),
    ),
  ),
  compute(analysis) {
    const spectra = analysis.spectra();
    const rows = [
      chromaFrames(spectra),
      melFrames(spectra),
      mfccFrames(spectra),
      tonnetzFrames(spectra),
    ].flatMap(summaries);
    const data = Float32Array.from([
      ...rows.map(({ mean }) => mean),
      ...rows.map(({ minimum }) => minimum),
      ...rows.map(({ maximum }) => maximum),
    ]);
    return { data, shape: [498] };
  },
};

function summaries({ data, width }: Frames): ReturnType<typeof summarise>[] {
  return Array.from({ length: width }, (_, i) => summarise(columnOf(data, width, i)));
}
