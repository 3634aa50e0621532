/** Gathers the small planes of packets into blocks worth handing on. */
export class PlaneBuffer {
  readonly #block: number;
  /** Memory of its own. */
  #own: Float32Array[];
  /** Held samples: in own memory, or the planes of a single block. */
  #planes: Float32Array[];
  #frames = 0;

  /** @param block frames that are worth handing on */
  constructor(channels: number, block: number) {
    this.#block = block;
    this.#own = Array.from({ length: channels }, () => new Float32Array(2 * block));
    this.#planes = this.#own;
  }

  get isFull(): boolean {
    return this.#frames >= this.#block;
  }

  get frames(): number {
    return this.#frames;
  }

  /** Adds `frames` of each channel; a single block is not copied. */
  append(channel: (index: number) => Float32Array, frames: number): void {
    if (this.#frames === 0 && frames >= this.#block) {
      this.#planes = this.#own.map((_, index) => channel(index));
      this.#frames = frames;
      return;
    }
    this.#makeRoom(this.#frames + frames);
    this.#planes.forEach((plane, index) => {
      plane.set(channel(index), this.#frames);
    });
    this.#frames += frames;
  }

  /** Drops all behind the first `frames`. */
  truncate(frames: number): void {
    this.#frames = Math.min(this.#frames, frames);
  }

  /** Keeps the newest `frames` of what follows the first `from`, preceded by silence if there are fewer. */
  keepNewest(from: number, frames: number): void {
    const held = this.#frames - from;
    if (held === frames) return;
    this.#makeRoom(from + frames);
    const kept = Math.min(held, frames);
    for (const plane of this.#planes) {
      plane.copyWithin(from + frames - kept, this.#frames - kept, this.#frames);
      plane.fill(0, from, from + frames - kept);
    }
    this.#frames = from + frames;
  }

  /** Removes and returns the held samples. The planes are valid until the next `append`. */
  take(): Float32Array[] {
    const planes = this.#planes.map((plane) => plane.subarray(0, this.#frames));
    this.#planes = this.#own;
    this.#frames = 0;
    return planes;
  }

  #makeRoom(frames: number): void {
    if (frames <= this.#planes[0].length) return;
    this.#own = this.#planes.map((plane) => {
      const larger = new Float32Array(2 * frames);
      larger.set(plane);
      return larger;
    });
    this.#planes = this.#own;
  }
}
