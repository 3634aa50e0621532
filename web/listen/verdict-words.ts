/** How sure an answer is, in words. Pure. */
import { isBroad, isWithin } from '../../src/classify/levels.ts';
import type { Prediction, RankedGenre } from '../../src/classify/prediction.ts';
import { genreName, percent, strings } from '../strings.ts';

export type Sureness = 'sure' | 'leaning' | 'unsure' | 'outside';

/** From here on an answer is called quite sure. Whether it is a claim at all, the model's own threshold says. */
const SURE_FROM = 0.7;
/** Candidates of an unsure answer: at least half as probable as the first, but no more than three. */
const CANDIDATE_SHARE = 0.5;
const MAX_CANDIDATES = 3;

export function surenessOf({ unsure, outside, confidence }: Prediction): Sureness {
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

/** What is claimed: several of a model of several genres a song. */
export function claimedGenres({ genre, genres = [genre] }: Prediction): readonly string[] {
  return genres;
}

/** The genres below a claimed parent that it may be. */
export function finerNames({ genre, ranking }: Prediction): string[] {
  const below = ranking.filter((ranked) => isWithin(ranked.genre, genre));
  return candidates({ ranking: below }).map((ranked) => genreName(ranked.genre));
}

/** One sentence, as a screen reader says it. */
export function verdictInWords(prediction: Prediction): string {
  const sureness = surenessOf(prediction);
  if (sureness === 'outside') return `${strings.verdict.outside}. ${strings.verdict.meansOutside}`;
  if (sureness === 'unsure') {
    const names = candidates(prediction).map(({ genre, probability }) => {
      return `${genreName(genre)} ${percent(probability)}`;
    });
    return `${strings.verdict.unsure}: ${names.join(', ')}.`;
  }
  const which = isBroad(prediction) ? ` ${strings.verdict.notSureWhich(finerNames(prediction))}` : '';
  const names = claimedGenres(prediction).map(genreName).join(', ');
  return `${names}. ${strings.verdict[sureness]}, ${percent(prediction.confidence)}.${which}`;
}
