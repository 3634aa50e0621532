import type { Codec, Packet } from '../packet.ts';
import { Timeline } from '../timeline.ts';
import type { OggPage } from './pages.ts';

/** Longest gap of lost pages, in seconds; a longer one is a damaged granule position. */
const MAX_GAP_SECONDS = 60;

/**
 * Places packets by counting. Pages state granule positions: the first and the last determine the trims, one
 * after lost pages the size of the gap.
 */
export class GranuleTimeline {
  readonly #codec: Codec;
  #timeline = new Timeline();
  /** Position of the first decoded frame; undefined before the first sound. */
  #origin: number | undefined;
  #decoded = 0;
  #sequence = 0;

  constructor(codec: Codec) {
    this.#codec = codec;
  }

  /** The packets of the next page. */
  place(page: OggPage): Packet[] {
    const counts = page.packets.map((packet) => this.#codec.framesIn(packet));
    const frames = counts.reduce((sum, count) => sum + count, 0);
    if (frames > 0) this.#placePage(page, frames);
    this.#sequence = page.sequence;
    return counts.map((count, i) => this.#timeline.place(page.packets[i], count));
  }

  #placePage(page: OggPage, frames: number): void {
    const hasPosition = page.granule >= 0;
    let lead = 0;
    if (this.#origin === undefined) {
      // A song cut from the middle of a stream starts at a position above 0, one with its start cut below.
      this.#origin = hasPosition && !page.isLast ? page.granule - frames : 0;
      lead = Math.min(frames, Math.max(0, -this.#origin));
      this.#timeline = new Timeline(this.#codec.preSkip + lead);
    } else if (hasPosition && page.sequence > this.#sequence + 1) {
      this.#skip(page.granule - this.#origin - frames - this.#decoded);
    }
    this.#decoded += frames;
    const surplus = this.#decoded - (page.granule - this.#origin);
    if (page.isLast && hasPosition && surplus <= frames - lead)
      this.#timeline.end = this.#timeline.position + frames - Math.max(0, surplus);
  }

  /** Leaves a gap for the packets of lost pages. */
  #skip(frames: number): void {
    if (frames <= 0 || frames > MAX_GAP_SECONDS * this.#codec.sampleRate) return;
    this.#timeline.skip(frames);
    this.#decoded += frames;
  }
}
