import { meanOfTwo } from '../dsp/mean-of-two.ts';

/**
 * The mean of the channels, in double precision, rounded once to float: so that every lossless format of the
 * same integers gives the same bits.
 */
export function mixToMono(planes: readonly Float32Array[]): Float32Array {
  if (planes.length === 1) return planes[0].slice();
  if (planes.length === 2) return meanOfTwo(planes[0], planes[1]);
  const mono = new Float32Array(planes[0].length);
  for (let i = 0; i < mono.length; i++) {
    let sum = 0;
    for (const plane of planes) sum += plane[i];
    mono[i] = sum / planes.length;
  }
  return mono;
}
