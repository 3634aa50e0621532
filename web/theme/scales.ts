/**
 * Colours of what is no genre, made in OKLCH. Moods and steps stay apart for the colour-blind, by their lightness too;
 * on the wheel opposites differ in lightness, and neighbours, which are alike to the ear, are alike.
 * scales.test.ts holds it.
 */
import type { Quadrant } from '../../src/description/description.ts';
import type { Scheme } from './palette.ts';

export const MOOD_COLOURS: Record<Scheme, Readonly<Record<Quadrant, string>>> = {
  light: { happy: '#e4a409', tense: '#cc2823', sad: '#1a469d', calm: '#1db098' },
  dark: { happy: '#faca4b', tense: '#f45246', sad: '#4c7dd9', calm: '#63d5be' },
};

/** Sequential colours from little to much, ever farther from the paper. */
export const STEP_COLOURS: Record<Scheme, readonly string[]> = {
  light: ['#d9bd1c', '#dc8d07', '#d05f21', '#b43742', '#881b64', '#510b73'],
  dark: ['#673ba2', '#a94797', '#dd5e78', '#fe8458', '#ffb96c', '#fee980'],
};

/** Twelve around a circle. */
export const WHEEL_COLOURS: Record<Scheme, readonly string[]> = {
  light: [
    ...['#8d242f', '#8c4105', '#8c6305', '#878801', '#65ac55', '#14c097'],
    ...['#1bbdc5', '#10abe0', '#5588dd', '#7361be', '#803f8f', '#87285d'],
  ],
  dark: [
    ...['#b85457', '#be6731', '#be8a1e', '#b2b448', '#95d886', '#6aedc4'],
    ...['#4cedf5', '#7ed6ff', '#8ab5fd', '#9c8de7', '#a96bb8', '#b15685'],
  ],
};
