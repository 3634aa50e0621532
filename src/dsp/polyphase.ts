import { floatsAt, kernels, layOut } from './kernels.ts';

/** A low-pass filter cut into phases, one for each place that an output may have between two inputs. */
export interface PolyphaseFilter {
  /** Outputs in `down` inputs; in lowest terms. */
  readonly up: number;
  readonly down: number;
  /** Inputs that one output hears: a multiple of 16, of which `centre` lie before it. */
  readonly taps: number;
  readonly centre: number;
  /** Phases at hand: `up`, or fewer, between which the coefficients are interpolated. */
  readonly rows: number;
  /** `taps` coefficients for each of `rows` phases, and of the first phase one input later. */
  readonly coefficients: Float32Array;
}

/**
 * `count` outputs of the filter; the first one hears the inputs, one part after another, from their start and lies `phase / up` of an input sample
 * after its centre tap.
 */
export function polyphase(
  parts: readonly Float32Array[],
  filter: PolyphaseFilter,
  phase: number,
  count: number,
): Float32Array {
  if (count === 0) return new Float32Array(0);
  if (filter.up === 1 && filter.down === 2) return halved(parts, filter, count);
  const { up, down, taps, rows, coefficients } = filter;
  const inputs = lengthOf(parts);
  const pointers = layOut({ input: inputs, phases: coefficients.length, output: count });
  write(parts, floatsAt(pointers.input, inputs));
  floatsAt(pointers.phases, coefficients.length).set(coefficients);
  kernels().resample({ ...pointers, rows, taps, up, down, phase, count });
  return floatsAt(pointers.output, count).slice();
}

/** Outputs that are computed at once. */
const TOGETHER = 16;

/** Single-phase decimation by two, the most common rate: the filter is symmetric about its centre, an even position. */
function halved(
  parts: readonly Float32Array[],
  { centre, coefficients }: PolyphaseFilter,
  count: number,
): Float32Array {
  const padded = TOGETHER * Math.ceil(count / TOGETHER);
  const half = padded + centre;
  const values = 8 * Math.ceil(Math.max(lengthOf(parts), 2 * half) / 8);
  const pointers = layOut({
    values,
    evens: values / 2,
    odds: values / 2,
    sides: centre + 1,
    output: padded,
  });
  write(parts, floatsAt(pointers.values, values));
  floatsAt(pointers.sides, centre + 1).set(coefficients.subarray(centre, 2 * centre + 1));
  kernels().split({ ...pointers, count: values });
  kernels().halve({ ...pointers, reach: centre, centre: centre / 2, count: padded });
  return floatsAt(pointers.output, count).slice();
}

function lengthOf(parts: readonly Float32Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** One part after another, and zeros behind. */
function write(parts: readonly Float32Array[], target: Float32Array): void {
  let at = 0;
  for (const part of parts) {
    target.set(part, at);
    at += part.length;
  }
  target.fill(0, at);
}
