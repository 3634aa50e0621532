/** Gathers the small planes of packets into blocks worth handing on. */
export class PlaneBuffer {
  #planes: Float32Array[];
  #frames = 0;

  /** @param capacity frames to make room for; it grows where they are more */
  constructor(channels: number, capacity: number) {
    this.#planes = Array.from({ length: channels }, () => new Float32Array(capacity));
  }

  get frames(): number {
    return this.#frames;
  }

  /** Adds `frames` of each channel. */
  append(channel: (index: number) => Float32Array, frames: number): void {
    this.#makeRoom(this.#frames + frames);
    this.#planes.forEach((plane, index) => {
      plane.set(channel(index), this.#frames);
    });
    this.#frames += frames;
  }

  /** Forgets all behind the first `frames`. */
  truncate(frames: number): void {
    this.#frames = Math.min(this.#frames, frames);
  }

  /** Of what lies behind the first `from`, keeps the newest `frames`; where there are fewer, silence comes first. */
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

  /** What is held; holds nothing after. The planes are valid until the next `append`. */
  take(): Float32Array[] {
    const frames = this.#frames;
    this.#frames = 0;
    return this.#planes.map((plane) => plane.subarray(0, frames));
  }

  #makeRoom(frames: number): void {
    if (frames <= this.#planes[0].length) return;
    this.#planes = this.#planes.map((plane) => {
      const larger = new Float32Array(2 * frames);
      larger.set(plane);
      return larger;
    });
  }
}
