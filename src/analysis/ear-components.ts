/** Principal components of the ear's embedding over many songs. */
import { floatsOfBase64 } from '../dsp/base64.ts';
import { dot } from '../dsp/linear-algebra.ts';
import { ear } from '../features/ear.ts';
import { EAR_COMPONENTS_BASE64 } from './ear-components.base64.ts';

export const EAR_COMPONENTS = 32;
/** Number of the embedding's means; its second half are deviations. */
export const EAR_MEANS = ear.columns.length / 2;

let directions: { weights: Float64Array; offset: number }[] | undefined;

/** Projection of an embedding onto the components, the one with the largest variance first. */
export function earComponents(embedding: Float32Array): number[] {
  directions ??= decode();
  const means = Float64Array.from(embedding.subarray(0, EAR_MEANS));
  return directions.map(({ weights, offset }) => dot(weights, means) + offset);
}

function decode() {
  const numbers = floatsOfBase64(EAR_COMPONENTS_BASE64);
  return Array.from({ length: EAR_COMPONENTS }, (_, i) => ({
    weights: Float64Array.from(numbers.subarray(i * EAR_MEANS, (i + 1) * EAR_MEANS)),
    offset: numbers[EAR_COMPONENTS * EAR_MEANS + i],
  }));
}
