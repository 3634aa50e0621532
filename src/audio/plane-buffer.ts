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

  /** Forgets the newest `frames`. */
  drop(frames: number): void {
    this.#frames = Math.max(0, this.#frames - frames);
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
