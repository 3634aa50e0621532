/** Cuts a stream of samples into overlapping windows, in memory that does not grow with the song. */

export interface Window {
  /** Index of its first sample in the song. */
  readonly start: number;
  /** Its own copy of `length` samples, or of all there are when the song is shorter. */
  readonly data: Float32Array;
}

/** A rest of the song shorter than this share of a window is no reason to hear nearly the same again. */
const SMALLEST_REST = 1 / 20;

/**
 * Windows of `length` samples, a new one every `hop` (1..length), and a last one that ends with the song where
 * more than a twentieth of a window would go unheard. A song shorter than `length` is one window; an empty one
 * is none. The result does not depend on how the stream is cut into chunks.
 */
export async function* windows(
  chunks: AsyncIterable<Float32Array>,
  length: number,
  hop: number,
): AsyncGenerator<Window> {
  const buffer = new Float32Array(length + hop);
  let origin = 0;
  let filled = 0;
  let next = 0;
  for await (const chunk of chunks) {
    for (let read = 0; read < chunk.length; ) {
      if (filled === buffer.length) {
        buffer.copyWithin(0, hop);
        origin += hop;
        filled -= hop;
      }
      const piece = chunk.subarray(read, read + buffer.length - filled);
      buffer.set(piece, filled);
      filled += piece.length;
      read += piece.length;
      for (; origin + filled >= next + length; next += hop) {
        yield { start: next, data: buffer.slice(next - origin, next - origin + length) };
      }
    }
  }
  const total = origin + filled;
  const heard = next === 0 ? 0 : next - hop + length;
  if (total - heard > (next === 0 ? 0 : length * SMALLEST_REST)) {
    const start = Math.max(0, total - length);
    yield { start, data: buffer.slice(start - origin, filled) };
  }
}
