/** Parts of a sound that can be taken away, and what is left then. Pure. */

import type { Samples } from '../../src/audio/samples.ts';
import { probabilityOf } from '../../src/classify/levels.ts';
import type { Prediction, RankedGenre, Segment } from '../../src/classify/prediction.ts';
import { istft, stft } from '../../src/dsp/stft.ts';
import { hpss } from '../../src/features/hpss.ts';

export const PARTS = ['drums', 'tones', 'bass', 'treble'] as const;
export type Part = (typeof PARTS)[number];

/** Answer of a model to the sound as it is (`part` undefined) or without a part. */
export interface PartAnswer {
  readonly part: Part | undefined;
  readonly ranking: readonly RankedGenre[];
}

/** Bass lies below, treble above. */
const [BASS_HZ, TREBLE_HZ] = [200, 3000];
const N_FFT = 2048;
/** Minimum change of the probability that is reported. */
const TELLING_CHANGE = 0.05;

/** Sound without percussive, without harmonic, without low, or without high parts. */
export function removePart(part: Part, samples: Samples): Samples {
  const { sampleRate } = samples;
  switch (part) {
    case 'drums':
      return { data: hpss(samples).harmonic, sampleRate };
    case 'tones':
      return { data: hpss(samples).percussive, sampleRate };
    case 'bass':
      return band(samples, BASS_HZ, Infinity);
    case 'treble':
      return band(samples, 0, TREBLE_HZ);
  }
}

/** The part of the song that sounds most like its genre. */
export function clearestSegment({ segments, genre }: Prediction): Segment {
  return segments.reduce((best, segment) =>
    probabilityOf(genre, segment.ranking) > probabilityOf(genre, best.ranking) ? segment : best,
  );
}

/** Part whose removal lowers the genre's probability most; undefined if none lowers it much. */
export function mostInfluential(answers: readonly PartAnswer[], genre: string): PartAnswer | undefined {
  const whole = answers.find(({ part }) => part === undefined);
  if (!whole) return undefined;
  const lowest = answers.reduce((low, answer) =>
    probabilityOf(genre, answer.ranking) < probabilityOf(genre, low.ranking) ? answer : low,
  );
  const fall = probabilityOf(genre, whole.ranking) - probabilityOf(genre, lowest.ranking);
  return fall >= TELLING_CHANGE ? lowest : undefined;
}

/** Band-pass between two frequencies, in Hz. */
function band({ data, sampleRate }: Samples, from: number, to: number): Samples {
  const spectra = stft(data, { nFft: N_FFT });
  for (let i = 0; i < spectra.re.length; i++) {
    const hertz = ((i % spectra.bins) * sampleRate) / N_FFT;
    if (hertz >= from && hertz <= to) continue;
    spectra.re[i] = 0;
    spectra.im[i] = 0;
  }
  return { data: istft(spectra, data.length, { nFft: N_FFT }), sampleRate };
}
