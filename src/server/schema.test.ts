import type { Static } from 'typebox';
import { describe, expectTypeOf, test } from 'vitest';
import type { Prediction } from '../classify/prediction.ts';
import type { Figure } from '../models/model-info.ts';
import type { ModelCard, PredictionSchema } from './schema.ts';

describe('the schema says what the library says', () => {
  test('a prediction', () => {
    expectTypeOf<Static<typeof PredictionSchema>>().toEqualTypeOf<Prediction>();
  });

  test('a figure of a model', () => {
    expectTypeOf<Readonly<ModelCard['figures'][number]>>().toEqualTypeOf<Figure>();
  });
});
