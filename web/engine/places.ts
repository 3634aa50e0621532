/** Places of songs in the ear's space, as the browser's engine computes them with its answers. */
import type { Prediction } from '../../src/classify/prediction.ts';

const places = new WeakMap<Prediction, readonly number[]>();

export function notePlace(prediction: Prediction, place: readonly number[] | undefined): void {
  if (place) places.set(prediction, place);
}

/** Place of an answer; undefined for answers of the server, which searches its library itself. */
export function placeOf(prediction: Prediction): readonly number[] | undefined {
  return places.get(prediction);
}
