/** Figures of a model as people read them. Pure. */
import type { ModelCard } from '../../src/server/schema.ts';

export type Figure = ModelCard['figures'][number];

/** A share in percent, one digit behind the point. */
export function amount({ value }: Figure): string {
  return `${(100 * value).toFixed(1)}%`;
}

/** The spread in points, at least 0.1. */
export function plusMinus({ spread }: Figure): string {
  return Math.max(0.1, 100 * spread).toFixed(1);
}

export function kilobytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
