/**
 * Leaves out what an encoder put around the sound.
 * @param skip frames to drop at the start
 * @param total frames to let through after that, at most
 */
export async function* trimFrames(
  blocks: AsyncIterable<Float32Array[]>,
  skip: number,
  total = Number.POSITIVE_INFINITY,
): AsyncGenerator<Float32Array[]> {
  let toSkip = skip;
  let left = total;
  for await (const planes of blocks) {
    const frames = planes[0]?.length ?? 0;
    const from = Math.min(toSkip, frames);
    const to = Math.min(frames, from + left);
    toSkip -= from;
    left -= to - from;
    if (to > from)
      yield from === 0 && to === frames ? planes : planes.map((plane) => plane.subarray(from, to));
    if (left === 0) return;
  }
}

/**
 * Holds the newest `count` frames back and, at the end, lets them go unless `isPadding` says to leave them out.
 */
export async function* dropTail(
  blocks: AsyncIterable<Float32Array[]>,
  count: number,
  isPadding: () => boolean,
): AsyncGenerator<Float32Array[]> {
  let held: Float32Array[] = [];
  for await (const planes of blocks) {
    if (planes.length === 0) continue;
    const joined = planes.map((plane, channel) => join(held[channel], plane));
    const ready = Math.max(0, joined[0].length - count);
    if (ready > 0) yield joined.map((plane) => plane.subarray(0, ready));
    held = joined.map((plane) => plane.slice(ready));
  }
  if (held.length > 0 && !isPadding()) yield held;
}

function join(before: Float32Array | undefined, after: Float32Array): Float32Array {
  const both = new Float32Array((before?.length ?? 0) + after.length);
  if (before) both.set(before);
  both.set(after, before?.length ?? 0);
  return both;
}
