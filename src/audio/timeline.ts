import type { Packet } from './packet.ts';

/** Gives the packets of a track their places, one after another. */
export class Timeline {
  /** End of the sound; frames decoded beyond it are dropped. */
  end: number;
  #next: number;

  /**
   * @param lead frames that are decoded before the sound begins
   * @param end frames of sound
   */
  constructor(lead = 0, end = Infinity) {
    this.#next = -lead;
    this.end = end;
  }

  /** Position of the next packet. */
  get position(): number {
    return this.#next;
  }

  /** @param discard frames at the packet's end that are no sound */
  place(data: Uint8Array, frames: number, discard = 0): Packet {
    const start = this.#next;
    const trimStart = Math.min(frames, Math.max(0, -start));
    const surplus = Math.max(discard, start + frames - this.end);
    const trimEnd = Math.min(frames - trimStart, Math.max(0, surplus));
    this.#next += frames - discard;
    return { start, frames, trimStart, trimEnd, read: () => data };
  }

  /** Frames are missing here. */
  skip(frames: number): void {
    this.#next += frames;
  }
}
