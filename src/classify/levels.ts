/**
 * Hierarchical genres: a genre is a path, `electronic/house/deep`, and its parents follow from that. A
 * parent's probability is the sum of all below it.
 */
import type { Prediction, RankedGenre } from './prediction.ts';

const STEP = '/';

/** Whether a genre is `parent` or below it. */
export function isWithin(genre: string, parent: string): boolean {
  return genre === parent || genre.startsWith(parent + STEP);
}

/** Probability of a genre together with all below it. */
export function probabilityOf(genre: string, ranking: readonly RankedGenre[]): number {
  return ranking.reduce((sum, ranked) => sum + (isWithin(ranked.genre, genre) ? ranked.probability : 0), 0);
}

/** Levels of a genre, from the widest to the genre itself, without parents that have no other child among `genres`. */
export function pathOf(genre: string, genres: readonly string[]): string[] {
  const isShared = (parent: string) => genres.filter((other) => isWithin(other, parent)).length > 1;
  return [...ancestorsOf(genre).filter(isShared), genre];
}

/** Name of a genre at a level; 1 is the widest. A genre with fewer levels is unchanged. */
export function atLevel(genre: string, level: number): string {
  return genre.split(STEP, level).join(STEP);
}

/** Number of levels of the genres; 1 if no two share a parent. */
export function levelsOf(genres: readonly string[]): number {
  return Math.max(...genres.map((genre) => pathOf(genre, genres).length));
}

/** Parents that several genres share, most probable first, of equal ones the wider; empty if genres have one level. */
export function parentsIn(ranking: readonly RankedGenre[]): RankedGenre[] {
  const children = new Map<string, RankedGenre[]>();
  for (const ranked of ranking) {
    for (const parent of [...ancestorsOf(ranked.genre), ranked.genre]) {
      children.set(parent, [...(children.get(parent) ?? []), ranked]);
    }
  }
  return [...children]
    .filter(([, below]) => below.length > 1)
    .map(([genre, below]) => ({ genre, probability: below.reduce((sum, one) => sum + one.probability, 0) }))
    .sort((a, b) => b.probability - a.probability || a.genre.length - b.genre.length);
}

/** Whether the claim is a parent, because which of its genres it is is unsure. */
export function isBroad({ confidence, ranking }: Pick<Prediction, 'confidence' | 'ranking'>): boolean {
  return confidence > ranking[0].probability;
}

/** Names of the levels of a genre. */
export function stepsOf(genre: string): string[] {
  return genre.split(STEP);
}

/** Ancestors of a genre, the widest first. */
export function ancestorsOf(genre: string): string[] {
  const steps = stepsOf(genre);
  return steps.slice(1).map((_, i) => steps.slice(0, i + 1).join(STEP));
}
