import { powerToDb } from '../dsp/decibel.ts';
import { FilterBank } from '../dsp/filter-bank.ts';
import { type MelParameters, melFilters } from '../dsp/mel.ts';
import type { StftParameters } from '../dsp/stft.ts';
import { type Sound, spectraOf } from './analysis.ts';
import { byRow, type Frames } from './frames.ts';
import type { FeatureArray } from './recipe.ts';
import type { Spectra } from './spectra.ts';

/**
 * Mel spectrogram: power in bands of the mel scale.
 * @returns [nMels (128), frames], power.
 */
export function melSpectrogram(sound: Sound, parameters: MelParameters & StftParameters = {}): FeatureArray {
  return byRow(melFrames(spectraOf(sound, parameters), parameters));
}

/** `melSpectrogram` frame by frame, kept by the spectra. */
export function melFrames(spectra: Spectra, parameters: MelParameters = {}): Frames {
  return spectra.memo(`mel ${key(parameters)}`, () => {
    const { nFft, bins, stride } = spectra.stft;
    const filters = () => melFilters(spectra.sampleRate, nFft, parameters);
    const bank = spectra.tool(`mel ${key(parameters)}`, () => new FilterBank(filters(), bins));
    const width = bank.filters;
    const data = new Float32Array(spectra.frames * width);
    spectra.eachBlock((rows, first) => {
      bank.apply(rows, stride, data.subarray(first * width, (first + rows.length / stride) * width), true);
    });
    return { data, width };
  });
}

/** The mel spectrogram in decibels, at most 80 below its loudest cell, frame by frame. */
export function melDbFrames(spectra: Spectra, parameters: MelParameters = {}): Frames {
  return spectra.memo(`melDb ${key(parameters)}`, () => {
    const { data, width } = melFrames(spectra, parameters);
    return { data: powerToDb(data), width };
  });
}

function key({ nMels, fMin: minimumHz, fMax: maximumHz, scale, norm }: MelParameters): string {
  return [nMels, minimumHz, maximumHz, scale, norm].join();
}
