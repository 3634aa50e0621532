import { ear, earVgg } from './ear.ts';
import { genreBlocks } from './genre-blocks.ts';
import { librosa48 } from './librosa-48.ts';
import { librosa57 } from './librosa-57.ts';
import { librosa498 } from './librosa-498.ts';
import { linearSpectrogram } from './linear-spectrogram.ts';
import { mfccLogCov } from './log-covariance.ts';
import type { Recipe } from './recipe.ts';
import { rhythm } from './rhythm.ts';
import { logMel, mfccSequence, mfccSequence40 } from './sequences.ts';
import { spectrogramDescriptors } from './spectrogram-descriptors.ts';
import { speechMfccCov } from './speech-mfcc.ts';
import { ssd } from './ssd.ts';
import { timbre } from './timbre.ts';
import { tonal } from './tonal.ts';

/** Every recipe that this build can compute, by name. */
export const RECIPES: readonly Recipe[] = [
  speechMfccCov,
  librosa48,
  librosa57,
  librosa498,
  mfccSequence,
  mfccSequence40,
  logMel,
  linearSpectrogram,
  mfccLogCov,
  ssd,
  rhythm,
  timbre,
  tonal,
  genreBlocks,
  spectrogramDescriptors,
  ear,
  earVgg,
];

/** The recipe of that name (and version, if given), or undefined when this build does not have it. */
export function findRecipe(name: string, version?: number): Recipe | undefined {
  return RECIPES.find((recipe) => recipe.name === name && (version ?? recipe.version) === recipe.version);
}
