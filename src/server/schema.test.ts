import type { Static } from 'typebox';
import { describe, expectTypeOf, test } from 'vitest';
import type { Prediction } from '../classify/prediction.ts';
import type { Figure } from '../models/model-info.ts';
import type { ModelCard, PredictionSchema } from './schema.ts';

type DeepReadonly<T> = { readonly [K in keyof T]: DeepReadonly<T[K]> };

describe('the schema says what the library says', () => {
  test('a prediction', () => {
    expectTypeOf<DeepReadonly<Static<typeof PredictionSchema>>>().toEqualTypeOf<DeepReadonly<Prediction>>();
  });

  test('a figure of a model', () => {
    expectTypeOf<DeepReadonly<ModelCard['figures'][number]>>().toEqualTypeOf<DeepReadonly<Figure>>();
  });
});
