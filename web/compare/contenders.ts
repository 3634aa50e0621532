/** Models that hear the same song, side by side. Pure. */
import type { Prediction } from '../../src/classify/prediction.ts';
import type { EngineName } from '../engine/engine.ts';

export interface Contender {
  readonly engine: EngineName;
  /** Name of the model. */
  readonly model: string;
}

export type ContenderState =
  | { kind: 'listening'; secondsDone: number }
  | { kind: 'done'; prediction: Prediction }
  | { kind: 'failed'; message: string };

export interface Verdict {
  readonly contender: Contender;
  readonly state: ContenderState;
}

export function keyOf({ engine, model }: Contender): string {
  return `${engine} ${model}`;
}

/** Genres worth a bar: the first `count` by their highest probability in any answer. */
export function comparedGenres(predictions: readonly Prediction[], count: number): string[] {
  const highest = new Map<string, number>();
  for (const { ranking } of predictions) {
    for (const { genre, probability } of ranking)
      highest.set(genre, Math.max(probability, highest.get(genre) ?? 0));
  }
  return [...highest]
    .sort((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([genre]) => genre);
}

/** First choices, the most frequent first, each with its number of models. */
export function firstChoices(predictions: readonly Prediction[]): { genre: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { genre } of predictions) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  return [...counts].map(([genre, count]) => ({ genre, count })).sort((a, b) => b.count - a.count);
}
