/** Figures of a model as people read them. Pure. */
import type { ModelCard } from '../../src/server/schema.ts';
import { exactPercent, language } from '../language/language.ts';

export type Figure = ModelCard['figures'][number];

export function amount({ value }: Figure): string {
  return exactPercent(value);
}

/** The spread in points, at least 0.1. */
export function plusMinus({ spread }: Figure): string {
  return oneDigit(Math.max(0.1, 100 * spread));
}

export function kilobytes(bytes: number): string {
  return bytes < 1e6 ? inUnit(Math.round(bytes / 1e3), 'kilobyte') : inUnit(bytes / 1e6, 'megabyte', 1);
}

function oneDigit(value: number): string {
  return value.toLocaleString(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

function inUnit(value: number, unit: string, digits = 0): string {
  return value.toLocaleString(language(), {
    style: 'unit',
    unit,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
