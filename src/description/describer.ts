import { PASSAGE_SECONDS } from '../analysis/passages.ts';
import type { SegmentTask } from '../analysis/segments.ts';
import type { ChannelBlock } from '../audio/channel-block.ts';
import type { Description } from './description.ts';
import { LoudnessMeter } from './loudness.ts';

/**
 * Describes a song while it is decoded for another purpose: `hear` gets its channels, `take` its half minutes, which
 * models that cut alike share with it.
 */
export class Describer implements SegmentTask {
  readonly spec = { seconds: PASSAGE_SECONDS, hopSeconds: PASSAGE_SECONDS };
  readonly #meter = new LoudnessMeter();

  readonly hear = (block: ChannelBlock): void => this.#meter.push(block);

  take(): void {}

  /** What the song is like, once all of it was heard. */
  describe(): Description {
    return { loudness: this.#meter.measure() };
  }
}
