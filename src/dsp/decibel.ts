import { logarithms } from './logarithms.ts';

/** Natural logarithms of power to decibels. */
const DB_PER_NEPER = 10 / Math.LN10;

export interface DecibelParameters {
  /** The value that becomes 0 dB. */
  readonly reference?: number;
  /** Smaller values count as this. */
  readonly minimum?: number;
  /** Dynamic range below the loudest value, in dB; Infinity keeps all. */
  readonly topDb?: number;
}

/** 10 log10(power / reference), at most `topDb` (80) below the largest. A copy. */
export function powerToDb(power: Float32Array, parameters: DecibelParameters = {}): Float32Array {
  const { reference = 1, minimum = 1e-10, topDb = 80 } = parameters;
  const offset = DB_PER_NEPER * Math.log(Math.max(minimum, reference));
  const output = new Float32Array(power);
  const floor = logarithms(output, minimum, DB_PER_NEPER, offset) - topDb;
  raiseTo(floor, output);
  return output;
}

function raiseTo(floor: number, values: Float32Array): void {
  for (let i = 0; i < values.length; i++) if (values[i] < floor) values[i] = floor;
}

/** 20 log10(amplitude / reference), at most `topDb` (80) below the largest. A copy. */
export function amplitudeToDb(amplitude: Float32Array, parameters: DecibelParameters = {}): Float32Array {
  const { reference = 1, minimum = 1e-5, topDb = 80 } = parameters;
  const squared = { reference: reference * reference, minimum: minimum * minimum, topDb };
  return powerToDb(
    amplitude.map((value) => value * value),
    squared,
  );
}
