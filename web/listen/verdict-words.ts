/** Confidence of an answer, in words. Pure. */
import { isBroad, isWithin } from '../../src/classify/levels.ts';
import type { Prediction, RankedGenre } from '../../src/classify/prediction.ts';
import { genreName, percent, strings } from '../language/en/main.ts';

export type ConfidenceLevel = 'sure' | 'leaning' | 'unsure' | 'outside';

/** Confidence from which an answer is called quite sure. The model's own threshold decides whether it is a claim. */
const SURE_FROM = 0.7;
/** Candidates of an unsure answer: at least half as probable as the first, but no more than three. */
const CANDIDATE_SHARE = 0.5;
const MAX_CANDIDATES = 3;

export function confidenceLevelOf({ unsure, outside, confidence }: Prediction): ConfidenceLevel {
  if (outside) return 'outside';
  if (unsure) return 'unsure';
  return confidence >= SURE_FROM ? 'sure' : 'leaning';
}

/** The genres an unsure answer names: the first, its runner-up, and perhaps a third. */
export function candidates({ ranking }: Pick<Prediction, 'ranking'>): RankedGenre[] {
  const enough = ranking[0]!.probability * CANDIDATE_SHARE;
  const close = ranking.findIndex(({ probability }) => probability < enough);
  const count = close < 0 ? MAX_CANDIDATES : Math.min(MAX_CANDIDATES, Math.max(2, close));
  return ranking.slice(0, count);
}

/** Claimed genres with their confidence: several of a multi-label model. */
export function claimed({ genre, confidence, genres = [genre], ranking }: Prediction): RankedGenre[] {
  if (genres.length < 2) return [{ genre, probability: confidence }];
  return genres.map((one) => ranking.find((ranked) => ranked.genre === one)!);
}

/** Their names alone. */
export function claimedNames(prediction: Prediction): string {
  return claimed(prediction)
    .map(({ genre }) => genreName(genre))
    .join(', ');
}

/** The answer in a few words. */
export function answerInShort(prediction: Prediction): string {
  const { outside, unsure, genre, confidence } = prediction;
  if (outside) return strings.queue.outside;
  if (unsure) return strings.queue.unsure(genre);
  return claimed(prediction).length > 1 ? claimedNames(prediction) : strings.queue.done(genre, confidence);
}

/** The genres below a claimed parent that it may be. */
export function finerNames({ genre, ranking }: Prediction): string[] {
  const below = ranking.filter((ranked) => isWithin(ranked.genre, genre));
  return candidates({ ranking: below }).map((ranked) => genreName(ranked.genre));
}

/** One sentence, as a screen reader says it. */
export function verdictInWords(prediction: Prediction): string {
  const sureness = confidenceLevelOf(prediction);
  if (sureness === 'outside') return `${strings.verdict.outside}. ${strings.verdict.meansOutside}`;
  if (sureness === 'unsure') {
    const names = candidates(prediction).map(({ genre, probability }) => {
      return `${genreName(genre)} ${percent(probability)}`;
    });
    return `${strings.verdict.unsure}: ${names.join(', ')}.`;
  }
  const which = isBroad(prediction) ? ` ${strings.verdict.notSureWhich(finerNames(prediction))}` : '';
  const names = claimedNames(prediction);
  return `${names}. ${strings.verdict[sureness]}, ${percent(prediction.confidence)}.${which}`;
}
