import { TonearmError } from '../../errors.ts';
import { augmented } from './augment.ts';
import * as classifiers from './classifier-presets.ts';
import { knnMfccCovariance, nearestSongs } from './knn-preset.ts';
import type { Preset } from './preset.ts';

/** All presets, in the order of the field's history. To add one, make it in `classifier-presets.ts` and list it here. */
export const PRESETS: readonly Preset[] = [
  knnMfccCovariance,
  nearestSongs,
  classifiers.earLinear,
  classifiers.earSvm,
  classifiers.earKnn,
  classifiers.svmPreset,
  classifiers.linearPreset,
  classifiers.dense57,
  classifiers.dense57Deep,
  classifiers.dense498,
  classifiers.lstmMfcc,
  classifiers.lstmMfcc40,
  classifiers.cnnMfcc,
  classifiers.cnnMel,
  classifiers.ensemble,
];

/** Default preset of `train`. */
export const DEFAULT_PRESET = classifiers.earLinear.name;

/**
 * Finds a preset by name, with `+` before each augmentation: `dense-57+sound`.
 * @throws bad-request for an unknown one
 */
export function findPreset(name: string): Preset {
  const [kind, ...augmentations] = name.split('+');
  const preset = PRESETS.find((known) => known.name === kind);
  if (preset) return augmented(preset, augmentations);
  const names = PRESETS.map((known) => known.name).join(', ');
  throw new TonearmError(
    'bad-request',
    `Expected a preset (${names}), got ${JSON.stringify(name.slice(0, 60))}.`,
  );
}
