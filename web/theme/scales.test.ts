import { describe, expect, test } from 'vitest';
import { ALL_EYES, contrast, distance, pairs } from './colour-distance.ts';
import { PAGE, type Scheme } from './palette.ts';
import { MOOD_COLOURS, STEP_COLOURS, WHEEL_COLOURS } from './scales.ts';

const SCHEMES: Scheme[] = ['light', 'dark'];

describe.each(SCHEMES)('the %s scales', (scheme) => {
  const moods = Object.values(MOOD_COLOURS[scheme]);
  const steps = STEP_COLOURS[scheme];
  const wheel = WHEEL_COLOURS[scheme];

  test.each(ALL_EYES)('moods are told apart with %s', (eyes) => {
    for (const [a, b] of pairs(moods)) expect(distance(a, b, eyes)).toBeGreaterThan(0.13);
  });

  test.each(ALL_EYES)('steps are told apart with %s', (eyes) => {
    for (const [a, b] of pairs(steps)) expect(distance(a, b, eyes)).toBeGreaterThan(0.065);
  });

  test.each(ALL_EYES.filter((eyes) => eyes !== 'no blue cones'))(
    'keys that clash look unlike with %s',
    (eyes) => {
      wheel.forEach((colour, hour) => {
        expect(distance(colour, wheel[(hour + 6) % 12]!, eyes)).toBeGreaterThan(0.2);
      });
    },
  );

  test('each step is farther from the paper than the one before', () => {
    const ground = PAGE[scheme].card;
    const contrasts = steps.map((colour) => contrast(colour, ground));
    expect(contrasts).toEqual([...contrasts].sort((a, b) => a - b));
    for (const colour of [...moods, ...steps, ...wheel])
      expect(contrast(colour, ground)).toBeGreaterThan(1.7);
  });
});
