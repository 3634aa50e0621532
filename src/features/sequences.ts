import { powerToDb } from '../dsp/decibel.ts';
import { melFrames } from './mel-spectrogram.ts';
import { mfccFrames } from './mfcc.ts';
import type { SyncRecipe } from './recipe.ts';

const N_MELS = 128;
const PARAMETERS = { sampleRate: 22_050, nFft: 2048, hopLength: 512, window: 'hann', nMels: N_MELS } as const;
/** Decibels that silence is below the loudest cell. */
const TOP_DB = 80;

/** 13 librosa MFCC a frame, what recurrent systems read; three seconds are 130 frames. */
export const mfccSequence = mfccSequenceOf('mfcc-sequence', 13);

/** The same with 40 coefficients. */
export const mfccSequence40 = mfccSequenceOf('mfcc-sequence-40', 40);

/** The mel spectrogram in dB below its loudest cell, -80..0, frame by frame: what convolutional systems read. */
export const logMel: SyncRecipe = {
  name: 'log-mel',
  version: 1,
  parameters: { ...PARAMETERS, reference: 'loudest cell', topDb: TOP_DB },
  shape: [-1, N_MELS],
  columns: Array.from({ length: N_MELS }, (_, i) => `mel${i}`),
  compute(analysis) {
    const { data, width } = melFrames(analysis.spectra());
    const loudest = data.reduce((a, b) => Math.max(a, b), 0);
    const decibels =
      loudest > 0
        ? powerToDb(data, { reference: loudest, minimum: loudest * 1e-8, topDb: TOP_DB })
        : new Float32Array(data.length).fill(-TOP_DB);
    return { data: decibels, shape: [data.length / width, width] };
  },
};

function mfccSequenceOf(name: string, nMfcc: number): SyncRecipe {
  return {
    name,
    version: 1,
    parameters: { ...PARAMETERS, nMfcc },
    shape: [-1, nMfcc],
    columns: Array.from({ length: nMfcc }, (_, i) => `mfcc${i + 1}`),
    compute(analysis) {
      const { data, width } = mfccFrames(analysis.spectra(), { nMfcc });
      return { data, shape: [data.length / width, width] };
    },
  };
}
