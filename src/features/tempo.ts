import { RealFft } from '../dsp/fft.ts';
import { slidingEnergy } from '../dsp/sliding-energy.ts';
import { Stft } from '../dsp/stft.ts';
import { periodicWindow } from '../dsp/window.ts';
import { type Sound, spectraOf } from './analysis.ts';
import { byRow, type Frames } from './frames.ts';
import { type OnsetAggregate, onsetEnvelope } from './onset.ts';
import type { FeatureArray } from './recipe.ts';
import type { Spectra } from './spectra.ts';

/** Seconds over which the envelope is compared with itself when one tempo is sought. */
const WINDOW_SECONDS = 8;
const FASTEST_BPM = 320;
/** Middle of the tempo prior; its width is one octave. */
const LIKELY_BPM = 120;
const TINY = 1.1754943508222875e-38;
const BLOCK_FRAMES = 256;

export interface TempoParameters {
  readonly aggregate?: OnsetAggregate;
  /**
   * `log`: the logarithm of the autocorrelation plus that of the prior (librosa from 0.8 on).
   * `product`: autocorrelation times prior (librosa up to 0.7, which the known feature tables were made with).
   */
  readonly weighting?: 'log' | 'product';
}

/**
 * Tempogram: local autocorrelation of the onset strength around each frame.
 * @returns [winLength (384), frames], lag in frames; each frame divided by its largest value.
 */
export function tempogram(sound: Sound, winLength = 384): FeatureArray {
  const spectra = spectraOf(sound);
  return byRow(tempogramFrames(onsetEnvelope(spectra), winLength));
}

/**
 * Tempo in beats per minute, the likeliest lag of the mean tempogram under a log-normal prior around 120 BPM.
 *
 * It takes the values 60 x sampleRate / (hopLength x lag); without any onset, `log` gives the prior's best.
 */
export function tempo(sound: Sound, parameters: TempoParameters = {}): number {
  const spectra = spectraOf(sound);
  return tempoOfEnvelope(onsetEnvelope(spectra, parameters.aggregate), framesPerSecond(spectra), parameters);
}

/** `tempo` of an onset envelope with so many frames a second. */
export function tempoOfEnvelope(
  envelope: Float32Array,
  frameRate: number,
  parameters: TempoParameters = {},
): number {
  const winLength = Math.floor(WINDOW_SECONDS * frameRate);
  const strengths = meanTempogram(envelope, winLength);
  const firstLag = Math.floor((60 * frameRate) / FASTEST_BPM) + 1;
  let [best, bestLag] = [-Infinity, firstLag];
  for (let lag = 1; lag < winLength; lag++) {
    const octaves = Math.log2((60 * frameRate) / lag / LIKELY_BPM);
    const prior = lag < firstLag ? -Infinity : -0.5 * octaves * octaves;
    const score =
      parameters.weighting === 'product'
        ? strengths[lag] * Math.exp(prior)
        : Math.log1p(1e6 * strengths[lag]) + prior;
    if (score > best) [best, bestLag] = [score, lag];
  }
  return (60 * frameRate) / bestLag;
}

export function framesPerSecond(spectra: Spectra): number {
  return spectra.sampleRate / spectra.stft.hopLength;
}

/** Mean over the frames of the tempogram, [winLength]: a mean of power spectra needs only one inverse transform. */
export function meanTempogram(envelope: Float32Array, winLength: number): Float64Array {
  const size = transformSize(winLength);
  const total = new Float64Array(size / 2 + 1);
  eachWindow(envelope, winLength, size, (power, energy) => {
    if (energy < TINY) return;
    const weight = 1 / energy;
    for (let k = 0; k < total.length; k++) total[k] += power[k] * weight;
  });
  const output = new Float64Array(size);
  transformOf(size).inverse(total, new Float64Array(total.length), output);
  return output.subarray(0, winLength).map((value) => value / envelope.length);
}

function tempogramFrames(envelope: Float32Array, winLength: number): Frames {
  const size = transformSize(winLength);
  const fft = transformOf(size);
  const spectrum = new Float64Array(size / 2 + 1);
  const zeros = new Float64Array(size / 2 + 1);
  const lags = new Float64Array(size);
  const data = new Float32Array(envelope.length * winLength);
  eachWindow(envelope, winLength, size, (power, energy, t) => {
    if (energy < TINY) return;
    spectrum.set(power);
    fft.inverse(spectrum, zeros, lags);
    for (let lag = 0; lag < winLength; lag++) data[t * winLength + lag] = lags[lag] / energy;
  });
  return { data, width: winLength };
}

/** Visits the power spectrum and the energy of each windowed stretch of the envelope, centred at each frame. */
function eachWindow(
  envelope: Float32Array,
  winLength: number,
  size: number,
  visit: (power: Float32Array, energy: number, t: number) => void,
): void {
  const padded = rampedEnds(envelope, Math.floor(winLength / 2));
  const weights = periodicWindow('hann', winLength).map((value) => value * value);
  const energies = slidingEnergy(padded, weights, envelope.length);
  const stft = new Stft({ nFft: size, hopLength: 1, winLength });
  const start = size / 2 - Math.floor((size - winLength) / 2);
  const rows = new Float32Array(BLOCK_FRAMES * stft.stride);
  for (let first = 0; first < envelope.length; first += BLOCK_FRAMES) {
    const count = Math.min(BLOCK_FRAMES, envelope.length - first);
    stft.frames(padded, start + first, count, 'power', rows.subarray(0, count * stft.stride));
    for (let i = 0; i < count; i++) {
      const row = rows.subarray(i * stft.stride, i * stft.stride + stft.bins);
      visit(row, energies[first + i], first + i);
    }
  }
}

/** The envelope with straight lines down to zero before and behind it. */
function rampedEnds(envelope: Float32Array, side: number): Float32Array {
  const padded = new Float32Array(envelope.length + 2 * side + 1);
  padded.set(envelope, side);
  const last = envelope[envelope.length - 1];
  for (let i = 0; i < side; i++) {
    padded[i] = (envelope[0] * i) / side;
    padded[side + envelope.length + i] = (last * (side - 1 - i)) / side;
  }
  return padded;
}

const transforms = new Map<number, RealFft>();

/** Cached transforms; powers of two are few. */
function transformOf(size: number): RealFft {
  const transform = transforms.get(size) ?? new RealFft(size);
  transforms.set(size, transform);
  return transform;
}

function transformSize(winLength: number): number {
  return 2 ** Math.ceil(Math.log2(2 * winLength - 1));
}
