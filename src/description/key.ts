import { earComponents } from '../analysis/ear-components.ts';
import { floatsOfBase64 } from '../dsp/base64.ts';
import { argmax } from '../dsp/statistics.ts';
import type { Analysis } from '../features/analysis.ts';
import { embeddingOf } from '../features/ear.ts';
import { calibrated } from './calibration.ts';
import { type Key, MIN_CONFIDENCE, type Mode } from './description.ts';
import { keyEvidence, keyRows } from './key-evidence.ts';
import { KEY_NETWORKS } from './key-networks.base64.ts';
import { CandidateNetworks } from './network.ts';

export const TONICS: readonly string[] = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
/** The scores of a tonic, in the order of the networks. */
export const MODES: readonly Mode[] = ['major', 'minor'];

/** The smallest sum of the mean pitch classes, and deviation as a share of their mean, of music: less is noise. */
const MIN_SUM = 0.2;
const MIN_CONTRAST = 0.2;

let networks: CandidateNetworks | undefined;

/** Estimates the key of a song from pieces of it. */
export class KeyEstimator {
  #seconds = 0;
  #evidence: number[] = [];
  #components: number[] = [];

  /** @throws bad-model if the analysis was given no ear */
  async take(analysis: Analysis): Promise<void> {
    const seconds = analysis.signal.length / analysis.sampleRate;
    const add = (total: number[], values: ArrayLike<number>) =>
      Array.from(values, (value, i) => (total[i] ?? 0) + seconds * value);
    this.#evidence = add(this.#evidence, keyEvidence(analysis));
    this.#components = add(this.#components, earComponents(await embeddingOf(analysis)));
    this.#seconds += seconds;
  }

  /** Estimates the key; undefined without a note. The confidence is 0 if there is hardly any, or all are alike. */
  estimate(): Key | undefined {
    if (!this.#evidence.some((value) => value > 0)) return undefined;
    const { shape, weights, calibration } = KEY_NETWORKS;
    networks ??= new CandidateNetworks(floatsOfBase64(weights), shape);
    const mean = (sum: number) => sum / this.#seconds;
    const rows = keyRows(Float64Array.from(this.#evidence, mean), this.#components.map(mean));
    const probabilities = networks.probabilities(rows);
    const best = argmax(probabilities);
    const [tonic, mode] = [Math.floor(best / MODES.length), MODES[best % MODES.length]];
    return {
      tonic: TONICS[tonic],
      mode,
      camelot: camelotOf(tonic, mode),
      confidence: isTonal(this.#evidence.map(mean)) ? calibrated(probabilities[best], calibration) : 0,
    };
  }
}

/** The mode of a key as a number: -1 is surely minor, 1 surely major, 0 an unknown key. */
export function majorness(key: Key | undefined): number {
  if (key === undefined || key.confidence < MIN_CONFIDENCE) return 0;
  return key.mode === 'major' ? key.confidence : -key.confidence;
}

function isTonal(evidence: readonly number[]): boolean {
  const classes = evidence.slice(0, TONICS.length);
  const sum = classes.reduce((total, value) => total + value, 0);
  const centre = sum / classes.length;
  const squares = classes.reduce((total, value) => total + (value - centre) ** 2, 0);
  return sum >= MIN_SUM && Math.sqrt(squares / classes.length) >= MIN_CONTRAST * centre;
}

/** A key's place on the wheel of fifths that DJs mix by: C major is 8B, its relative minor 8A. */
export function camelotOf(tonic: number, mode: Mode): string {
  const major = mode === 'major' ? tonic : tonic + 3;
  return `${((7 * major + 7) % 12) + 1}${mode === 'major' ? 'B' : 'A'}`;
}
