import { median } from '../dsp/statistics.ts';
import { type Sound, spectraOf } from './analysis.ts';
import { onsetEnvelope } from './onset.ts';
import { framesPerSecond, tempoOfEnvelope } from './tempo.ts';

/** Penalty of a step that deviates from the tempo. */
const TIGHTNESS = 100;
/** Weights of a Hann window of 5 points over the strengths of the beats. */
const SMOOTHING = [0, 0.5, 1, 0.5, 0];

export interface Beats {
  /** Beats per minute; 0 when there is no onset. */
  readonly tempo: number;
  /** Frames at which the beats fall. */
  readonly frames: readonly number[];
  /** The same in seconds. */
  readonly seconds: readonly number[];
}

/**
 * The tempo and the beats: the chain of frames that are strong onsets and lie a beat apart (Ellis 2007).
 *
 * Onsets are medians over the mel bands; weak beats at either end are dropped.
 */
export function beatTrack(sound: Sound): Beats {
  const spectra = spectraOf(sound);
  const envelope = onsetEnvelope(spectra, 'median');
  if (!envelope.some((value) => value !== 0)) return { tempo: 0, frames: [], seconds: [] };
  const frameRate = framesPerSecond(spectra);
  const tempo = tempoOfEnvelope(envelope, frameRate);
  const frames = trackBeats(envelope, (frameRate * 60) / tempo);
  return { tempo, frames, seconds: frames.map((frame) => frame / frameRate) };
}

/** The frames of the beats of an onset envelope, about `period` frames apart. */
export function trackBeats(envelope: Float32Array, period: number): number[] {
  const framesPerBeat = roundHalfEven(period);
  const scores = localScores(scaleToUnitDeviation(envelope), framesPerBeat);
  const { links, totals } = chain(scores, framesPerBeat);
  const beats: number[] = [];
  for (let beat = lastBeat(totals); beat >= 0; beat = links[beat]) beats.unshift(beat);
  return trim(scores, beats);
}

function scaleToUnitDeviation(envelope: Float32Array): Float64Array {
  const mean = envelope.reduce((sum, value) => sum + value, 0) / envelope.length;
  const squares = envelope.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / Math.max(1, envelope.length - 1));
  return Float64Array.from(envelope, (value) => value / (deviation + 1.1754943508222875e-38));
}

/** The envelope smoothed by a bell of a 32nd of a beat. */
function localScores(envelope: Float64Array, framesPerBeat: number): Float64Array {
  const bell = Float64Array.from({ length: 2 * framesPerBeat + 1 }, (_, i) => {
    return Math.exp(-0.5 * (((i - framesPerBeat) * 32) / framesPerBeat) ** 2);
  });
  return envelope.map((_, i) => {
    let sum = 0;
    const from = Math.max(0, i + framesPerBeat - envelope.length + 1);
    const to = Math.min(i + framesPerBeat, bell.length - 1);
    for (let k = from; k <= to; k++) sum += bell[k] * envelope[i + framesPerBeat - k];
    return sum;
  });
}

/**
 * Dynamic programming over the frames: for each one, the best previous beat and the score of the best chain
 * ending there.
 */
function chain(scores: Float64Array, framesPerBeat: number): { links: Int32Array; totals: Float64Array } {
  const links = new Int32Array(scores.length).fill(-1);
  const totals = new Float64Array(scores.length);
  const faint = 0.01 * scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const nearest = roundHalfEven(framesPerBeat / 2);
  const costs = Float64Array.from({ length: 2 * framesPerBeat + 1 }, (_, step) => {
    return TIGHTNESS * (Math.log(step) - Math.log(framesPerBeat)) ** 2;
  });
  let started = false;
  for (let i = 0; i < scores.length; i++) {
    let [best, link] = [-Infinity, -1];
    for (let step = Math.max(1, nearest); step <= 2 * framesPerBeat && step <= i; step++) {
      const score = totals[i - step] - costs[step];
      if (score > best) [best, link] = [score, i - step];
    }
    totals[i] = scores[i] + (link >= 0 ? best : 0);
    started ||= scores[i] >= faint;
    if (started) links[i] = link;
  }
  return { links, totals };
}

/** Last local maximum that reaches half the median of the local maxima. */
function lastBeat(totals: Float64Array): number {
  const isPeak = (i: number) =>
    (i > 0 ? totals[i] > totals[i - 1] : false) && (i === totals.length - 1 || totals[i] >= totals[i + 1]);
  const peaks = Array.from(totals.keys()).filter(isPeak);
  if (peaks.length === 0) return -1;
  const least = 0.5 * median(peaks.map((i) => totals[i]));
  return peaks.findLast((i) => totals[i] >= least) ?? -1;
}

/** Drops beats at either end that are weaker than half the root mean square of all. */
function trim(scores: Float64Array, beats: number[]): number[] {
  if (beats.length === 0) return beats;
  const strengths = beats.map((beat) => scores[beat]);
  const smooth = strengths.map((_, i) => {
    return SMOOTHING.reduce((sum, weight, k) => sum + weight * (strengths[i + 2 - k] ?? 0), 0);
  });
  const threshold = 0.5 * Math.sqrt(smooth.reduce((sum, value) => sum + value * value, 0) / smooth.length);
  const first = scores.findIndex((score) => score > threshold);
  const last = scores.findLastIndex((score) => score > threshold);
  return beats.filter((beat) => beat >= first && beat <= last);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
