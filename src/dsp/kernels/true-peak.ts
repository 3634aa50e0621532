/** Number of output positions processed together: four vectors of four. */
const TOGETHER = 16;

/**
 * The largest magnitude between samples: of output[n][phase] = sum over t < taps of filter[phase][t] x sound[n + t],
 * n < count, and of the samples at `centre`, or `peak` if that is larger.
 *
 * @param sound count + taps - 1 values
 * @param count a multiple of 16
 * @param filter [up][taps]; its first phase is the samples themselves
 * @param gain no output is larger than this many times the largest sample that it hears
 */
export function truePeak(
  sound: usize,
  count: i32,
  filter: usize,
  up: i32,
  taps: i32,
  centre: i32,
  gain: f32,
  peak: f32,
): f32 {
  let most = max(peak, largestOf(sound + <usize>centre * 4, count));
  for (let n = 0; n < count; n += TOGETHER) {
    const from = sound + <usize>n * 4;
    // Most stretches cannot hold the peak: they are not oversampled.
    if (largestOf(from, TOGETHER + taps) * gain <= most) continue;
    for (let phase = 1; phase < up; phase++) {
      most = max(most, largestBetween(from, filter + <usize>(phase * taps) * 4, taps));
    }
  }
  return most;
}

function largestBetween(from: usize, filter: usize, taps: i32): f32 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  for (let t = 0; t < taps; t++) {
    const weight = v128.load32_splat(filter + <usize>t * 4);
    const at = from + <usize>t * 4;
    a = f32x4.add(a, f32x4.mul(weight, v128.load(at)));
    b = f32x4.add(b, f32x4.mul(weight, v128.load(at, 16)));
    c = f32x4.add(c, f32x4.mul(weight, v128.load(at, 32)));
    d = f32x4.add(d, f32x4.mul(weight, v128.load(at, 48)));
  }
  const low = f32x4.pmax(f32x4.abs(a), f32x4.abs(b));
  return largestLane(f32x4.pmax(low, f32x4.pmax(f32x4.abs(c), f32x4.abs(d))));
}

function largestOf(values: usize, count: i32): f32 {
  let largest = f32x4.splat(0);
  const limit = values + <usize>count * 4;
  for (let at = values; at < limit; at += 16) largest = f32x4.pmax(largest, f32x4.abs(v128.load(at)));
  return largestLane(largest);
}

function largestLane(values: v128): f32 {
  const low = max(f32x4.extract_lane(values, 0), f32x4.extract_lane(values, 1));
  const high = max(f32x4.extract_lane(values, 2), f32x4.extract_lane(values, 3));
  return max(low, high);
}
