/** Audio worklet that sends the microphone's samples, in pieces large enough for a message. */

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;

/** About 20 a second at 48 kHz. */
const PIECE_LENGTH = 2048;

class Capture extends AudioWorkletProcessor {
  #piece = new Float32Array(PIECE_LENGTH);
  #filled = 0;

  /** @returns true: there is more to come. */
  process([inputs]: Float32Array[][]): boolean {
    const channel = inputs?.[0];
    // Without a channel the microphone is not connected yet.
    if (!channel) return true;
    this.#piece.set(channel, this.#filled);
    this.#filled += channel.length;
    if (this.#filled === PIECE_LENGTH) {
      this.port.postMessage(this.#piece, [this.#piece.buffer]);
      this.#piece = new Float32Array(PIECE_LENGTH);
      this.#filled = 0;
    }
    return true;
  }
}

registerProcessor('capture', Capture);
