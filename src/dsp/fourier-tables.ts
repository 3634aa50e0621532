/** Tables shared by all transforms of one size. */
export interface FourierTables {
  readonly twiddles: Float64Array;
  readonly order: Uint32Array;
}

const MAX_KEPT = 16_384;
const tables = new Map<number, FourierTables>();

/** Cached tables of a transform size: making them takes as long as transforming some frames. */
export function fourierTables(nFft: number): FourierTables {
  const known = tables.get(nFft);
  if (known) return known;
  const made = { twiddles: twiddleFactors(nFft), order: digitReversal(nFft / 2) };
  if (nFft <= MAX_KEPT) tables.set(nFft, made);
  return made;
}

/** cos and -sin of 2 pi k / nFft, in pairs. */
function twiddleFactors(nFft: number): Float64Array {
  const table = new Float64Array(2 * nFft);
  for (let k = 0; k < nFft; k++) {
    table[2 * k] = Math.cos((2 * Math.PI * k) / nFft);
    table[2 * k + 1] = -Math.sin((2 * Math.PI * k) / nFft);
  }
  return table;
}

/** Position of each bin in the kernel's in-place (digit-reversed) result. */
function digitReversal(points: number): Uint32Array {
  return Uint32Array.from({ length: points }, (_, bin) => {
    let [position, rest, span] = [0, bin, points];
    while (span > 1) {
      const radix = span >= 4 ? 4 : 2;
      span /= radix;
      position += (rest % radix) * span;
      rest = Math.floor(rest / radix);
    }
    return position;
  });
}
