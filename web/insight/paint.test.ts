import { expect, test } from 'vitest';
import { melFilters } from '../../src/dsp/mel.ts';
import { colourOf, levelOfDb, melPlace, paintPicture } from './paint.ts';

test('louder is lighter, all the way, and nothing leaves the ramp', () => {
  const light = (level: number) => colourOf(level).reduce((sum, value) => sum + value, 0);
  const steps = Array.from({ length: 101 }, (_, i) => light(i / 100));
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(colourOf(-3)).toEqual(colourOf(0));
  expect(colourOf(7)).toEqual(colourOf(1));
});

test('the lowest row is at the bottom, the first column on the left', () => {
  const picture = { rows: 2, columns: 3, data: Float32Array.of(0, 1, 0, 0, 0, 0) };
  const pixels = new Uint8ClampedArray(4 * 6);
  paintPicture(picture, (value) => value, pixels);
  const lit = Array.from({ length: 6 }, (_, i) => pixels[4 * i]! > 100);
  expect(lit).toEqual([true, false, false, false, false, false]);
  expect(pixels[3]).toBe(255);
});

test('the loudest decibels are 1, whatever they are', () => {
  const level = levelOfDb(Float32Array.of(-20, -52.5, -85));
  expect([level(-20), level(-52.5), level(-85)]).toEqual([1, 0.5, 0]);
});

test.each([250, 1000, 4000])('%d Hz is marked where its band is drawn', (hertz) => {
  const [bands, bins] = [96, 1025];
  const bin = Math.round((hertz * 2048) / 22_050);
  const filters = melFilters(22_050, 2048, { nMels: bands });
  const weights = Array.from({ length: bands }, (_, band) => filters[band * bins + bin]!);
  const loudest = weights.indexOf(Math.max(...weights));
  expect(Math.abs(melPlace(hertz, bands) * bands - 0.5 - loudest)).toBeLessThan(1);
});
