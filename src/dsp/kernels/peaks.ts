/**
 * Peaks of rows of magnitudes between bins `lowest` (at least 1) and `end`: above `share` of the row's largest
 * value, above the bin before and not under the bin behind. A parabola through the three tells place and height.
 *
 * @param largest a float a row
 * @param squared 1: of the squares of the values
 * @param width Hz of a bin
 * @param hertz, heights room for as many floats as peaks can be: half the bins of every row, rounded up
 * @returns how many there are
 */
export function peaks(
  rows: usize,
  frames: i32,
  stride: i32,
  largest: usize,
  share: f64,
  squared: i32,
  lowest: i32,
  end: i32,
  width: f64,
  hertz: usize,
  heights: usize,
): i32 {
  let count = 0;
  for (let frame = 0; frame < frames; frame++) {
    const row = rows + <usize>(frame * stride) * 4;
    const top = load<f32>(largest + <usize>frame * 4);
    const threshold = <f32>(share * <f64>(squared ? top * top : top));
    for (let k = lowest; k < end; k++) {
      const at = row + <usize>k * 4;
      const value = valueAt(at, squared);
      if (!(value > threshold)) continue;
      const before = valueAt(at - 4, squared);
      const behind = valueAt(at + 4, squared);
      if (!(value > before && value >= behind)) continue;
      const slope = (<f64>behind - <f64>before) / 2;
      const curvature = 2 * <f64>value - <f64>behind - <f64>before;
      const shift = slope / (abs(curvature) < 1.1754943508222875e-38 ? curvature + 1 : curvature);
      store<f32>(hertz + <usize>count * 4, <f32>((<f64>k + shift) * width));
      store<f32>(heights + <usize>count * 4, <f32>(<f64>value + 0.5 * slope * shift));
      count++;
    }
  }
  return count;
}

function valueAt(at: usize, squared: i32): f32 {
  const value = load<f32>(at);
  return squared ? value * value : value;
}
