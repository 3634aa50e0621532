import type { Segment as SoundSegment } from '../analysis/segments.ts';
import type { FeatureArray } from '../features/recipe.ts';
import type { Model, ModelAnswer } from '../models/model-file.ts';
import type { Segment } from './prediction.ts';
import { rank } from './ranking.ts';

/** Answer of a model for one segment. */
export interface Answer extends ModelAnswer {
  readonly segment: SoundSegment;
  readonly ranked: Segment;
}

export async function answerOf(
  segment: SoundSegment,
  model: Model,
  timings: { modelMs: number },
): Promise<Answer> {
  const features = await featuresOf(segment, model);
  const computed = performance.now();
  const answer = await model.predict(features);
  timings.modelMs += performance.now() - computed;
  const { startSeconds, endSeconds } = segment;
  const ranked = { startSeconds, endSeconds, ranking: rank(answer.probabilities, model.info.genres) };
  return { segment, ranked, ...answer };
}

/** Features in the order of the model's recipes. */
async function featuresOf({ analysis }: SoundSegment, { recipes }: Model): Promise<FeatureArray[]> {
  const features: (FeatureArray | Promise<FeatureArray>)[] = [];
  for (const recipe of recipes) {
    features.push(recipe.compute(analysis));
    // What a recipe asks of another thread is on its way before the next is computed here.
    await undefined;
  }
  return Promise.all(features);
}
