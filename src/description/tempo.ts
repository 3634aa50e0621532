import { floatsOfBase64 } from '../dsp/base64.ts';
import type { Analysis } from '../features/analysis.ts';
import { meanTempoOf } from './beats.ts';
import { calibrated } from './calibration.ts';
import type { Tempo } from './description.ts';
import { CandidateNetworks } from './network.ts';
import { TEMPI } from './periodicity.ts';
import { refinedTempo, tempoEvidence } from './tempo-evidence.ts';
import { TEMPO_NETWORKS } from './tempo-networks.base64.ts';

/** Share of a neighbour's probability that counts for a tempo of the list: near tempi are right, too. */
const SHOULDER = 0.6;
const MAX_ALTERNATIVES = 2;
/** The smallest probability, by the networks, of a tempo that is listed as an alternative. */
const MIN_ALTERNATIVE = 0.05;
/** The shortest sound of which a tempo is claimed, in seconds. */
const MIN_SECONDS = 6;
/** Largest distance of a steady tempo from the mean of its beats, as a share: as far as a tempo is refined. */
const MAX_DRIFT = 0.03;

let networks: CandidateNetworks | undefined;

/** Estimates the tempo that most of a song has, from pieces of at most half a minute each. */
export class TempoEstimator {
  #seconds = 0;
  #countableSeconds = 0;
  #probabilities: Float64Array | undefined;
  #lags: Float64Array | undefined;

  /** @throws bad-model if the analysis was given no ear */
  async take(analysis: Analysis): Promise<void> {
    const { shape, weights } = TEMPO_NETWORKS;
    networks ??= new CandidateNetworks(floatsOfBase64(weights), shape);
    const { rows, lags, isCountable } = await tempoEvidence(analysis);
    const seconds = analysis.signal.length / analysis.sampleRate;
    this.#probabilities = added(this.#probabilities, networks.probabilities(rows), seconds);
    this.#lags = added(this.#lags, lags, seconds);
    this.#seconds += seconds;
    if (isCountable) this.#countableSeconds += seconds;
  }

  /**
   * Estimates the tempo; undefined before the first piece. The confidence is 0 without onsets or with too
   * little sound.
   */
  estimate(): Tempo | undefined {
    const [probabilities, lags] = [this.#probabilities, this.#lags];
    if (probabilities === undefined || lags === undefined) return undefined;
    const [best, ...others] = tempoCandidates(probabilities.map((sum) => sum / this.#seconds));
    const isClaim = this.#countableSeconds >= MIN_SECONDS;
    const refined = (tempo: number) => refinedTempo(tempo, lags);
    return {
      beatsPerMinute: refined(best.beatsPerMinute),
      confidence: isClaim ? calibrated(best.probability, TEMPO_NETWORKS.calibration) : 0,
      alternatives: others
        .filter(({ probability }) => probability >= MIN_ALTERNATIVE)
        .slice(0, MAX_ALTERNATIVES)
        .map(({ beatsPerMinute }) => refined(beatsPerMinute)),
    };
  }
}

/**
 * Tempo of a song whose beats were tracked at `beatsPerMinute`: that, to a tenth of a percent, or the mean of the
 * beats if the tempo wanders.
 * @param pieces as `BeatTracker` tracks them
 */
export function tempoOfBeats(pieces: readonly (readonly number[])[], beatsPerMinute: number): number {
  const mean = meanTempoOf(pieces) ?? beatsPerMinute;
  return Math.abs(mean / beatsPerMinute - 1) > MAX_DRIFT ? mean : beatsPerMinute;
}

export interface TempoCandidate {
  readonly beatsPerMinute: number;
  /** Probability by the networks, not calibrated. */
  readonly probability: number;
}

/** The tempi around which most of the probability lies, most likely first. @param probabilities of `TEMPI` */
export function tempoCandidates(probabilities: Float64Array): TempoCandidate[] {
  const at = (i: number) => probabilities[i] ?? 0;
  const around = probabilities.map((value, i) => value + SHOULDER * (at(i - 1) + at(i + 1)));
  return [...around.keys()]
    .filter((i) => around[i] > (around[i - 1] ?? -1) && around[i] >= (around[i + 1] ?? -1))
    .sort((a, b) => around[b] - around[a])
    .map((i) => tempoAround(probabilities, i));
}

function tempoAround(probabilities: Float64Array, place: number): TempoCandidate {
  let [probability, logarithms] = [0, 0];
  for (let i = Math.max(0, place - 1); i <= Math.min(TEMPI.length - 1, place + 1); i++) {
    probability += probabilities[i];
    logarithms += probabilities[i] * Math.log(TEMPI[i]);
  }
  return { beatsPerMinute: Math.exp(logarithms / probability), probability };
}

function added(total: Float64Array | undefined, values: Float64Array, weight: number): Float64Array {
  return values.map((value, i) => (total?.[i] ?? 0) + weight * value);
}
