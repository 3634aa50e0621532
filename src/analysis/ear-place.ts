/** Place of a song in the ear's space: neighbours sound alike. */
import { embeddingOf } from '../features/ear.ts';
import { earComponents } from './ear-components.ts';
import { PASSAGE_SECONDS } from './passages.ts';
import type { Segment, SegmentTask } from './segments.ts';

/** Place of a song, from the half minutes that its description analyses. */
export class EarPlace implements SegmentTask {
  readonly spec = { seconds: PASSAGE_SECONDS, hopSeconds: PASSAGE_SECONDS };
  #sums: number[] | undefined;
  #weight = 0;

  /** @throws bad-model if the segment was opened without an ear */
  async take({ analysis, weight }: Segment): Promise<void> {
    const components = earComponents(await embeddingOf(analysis));
    this.#sums = components.map((value, i) => (this.#sums?.[i] ?? 0) + weight * value);
    this.#weight += weight;
  }

  /** Weighted mean over the half minutes; undefined before the first. */
  place(): readonly number[] | undefined {
    return this.#sums?.map((sum) => sum / this.#weight);
  }
}
