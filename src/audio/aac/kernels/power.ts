import { SPECTRA, SPECTRUM_BYTES } from './memory';

/** Energy of a channel's spectrum. */
export function powerOf(channel: i32): f32 {
  const spectrum = SPECTRA + <usize>channel * SPECTRUM_BYTES;
  let sums = f32x4.splat(0);
  for (let at = spectrum; at < spectrum + SPECTRUM_BYTES; at += 16) {
    const lines = v128.load(at);
    sums = f32x4.add(sums, f32x4.mul(lines, lines));
  }
  return across(sums);
}

/** Energy of the sum of the first `channels` spectra. */
export function powerOfSum(channels: i32): f32 {
  let sums = f32x4.splat(0);
  for (let line: usize = 0; line < SPECTRUM_BYTES; line += 16) {
    let lines = v128.load(SPECTRA + line);
    for (let channel: usize = 1; channel < <usize>channels; channel++) {
      lines = f32x4.add(lines, v128.load(SPECTRA + channel * SPECTRUM_BYTES + line));
    }
    sums = f32x4.add(sums, f32x4.mul(lines, lines));
  }
  return across(sums);
}

/** Adds one channel's spectrum to another's. */
export function addSpectrum(channel: i32, to: i32): void {
  const from = SPECTRA + <usize>channel * SPECTRUM_BYTES;
  const target = SPECTRA + <usize>to * SPECTRUM_BYTES;
  for (let line: usize = 0; line < SPECTRUM_BYTES; line += 16) {
    v128.store(target + line, f32x4.add(v128.load(target + line), v128.load(from + line)));
  }
}

function across(sums: v128): f32 {
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    f32x4.extract_lane(sums, 2) +
    f32x4.extract_lane(sums, 3)
  );
}
