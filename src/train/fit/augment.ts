/** Augmentations of training rows, and presets with them. */
import { TonearmError } from '../../errors.ts';
import { AUGMENTATIONS, type Augmentation, type Preset } from './preset.ts';

/** Number of altered copies of each training song. */
const SOUND_COPIES = 2;

/**
 * Preset with augmentation, under a name that says so: `lstm-mfcc+sound+masks`. Rows for selection,
 * calibration or tests are never altered.
 * @throws bad-request for what the preset cannot use.
 */
export function augmented(preset: Preset, names: readonly string[]): Preset {
  const wanted = AUGMENTATIONS.filter((known) => names.includes(known));
  const unknown = names.find((name) => !preset.augmentations.includes(name as Augmentation));
  if (unknown !== undefined) {
    const known = preset.augmentations.join(', ') || 'none';
    const got = JSON.stringify(unknown.slice(0, 60));
    throw new TonearmError(
      'bad-request',
      `Expected augmentations that ${preset.name} can use (${known}), got ${got}.`,
    );
  }
  if (wanted.length === 0) return preset;
  return {
    ...preset,
    name: [preset.name, ...wanted].join('+'),
    description: `${preset.description} Training songs augmented: ${wanted.join(', ')}.`,
    copies: wanted.includes('sound') ? SOUND_COPIES : 0,
    fit: (rows, options) => preset.fit(rows, { ...options, augment: wanted }),
  };
}
