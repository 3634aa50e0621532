/** Figures of a model as people read them. Pure. */
import type { ModelCard } from '../../src/server/schema.ts';
import { words } from '../language/en/models.ts';
import { exactPercent, language } from '../language/language.ts';

export type Figure = ModelCard['figures'][number];

export function amount({ value }: Figure): string {
  return exactPercent(value);
}

/** The standard error of a share of n songs, in points: every model's first figure has this one measure. */
export function standardError({ value, n }: Figure): string {
  return oneDigit(Math.max(0.1, 100 * Math.sqrt((value * (1 - value)) / n)));
}

/** The protocol in two words, for a table. */
export function splitOf({ protocol }: Figure): string {
  const { artist, random } = words.splits;
  if (protocol.startsWith('artist-grouped')) return artist;
  return protocol.startsWith('random') ? random : protocol;
}

/** The protocol in words of the page's language; one that is not known stays as the model says it. */
export function howMeasured({ protocol }: Figure): string {
  const [, split, folds] = /^(artist-grouped|random) (\d+)-fold/.exec(protocol) ?? [];
  if (split === undefined) return protocol;
  const { artist, random, settled, artistsKnown } = words.protocols;
  if (split === 'random') return random(Number(folds));
  const [, known, all] = /known of (\d+) of (\d+) songs/.exec(protocol) ?? [];
  const calibrated = protocol.includes('told what to claim') ? [settled] : [];
  const artists = known === undefined ? [] : [artistsKnown(Number(known), Number(all))];
  return [artist(Number(folds)), ...calibrated, ...artists].join(' ');
}

/** The spread in points, at least 0.1. */
export function plusMinus({ spread }: Figure): string {
  return oneDigit(Math.max(0.1, 100 * spread));
}

/** Meaning of the ± of a model's own figures. */
export function spreadMeans({ spreadOf }: Figure): string {
  const { deviation, error } = words.spreads;
  return spreadOf.startsWith('standard deviation') ? deviation : error;
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
