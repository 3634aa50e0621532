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
