import { isBroad } from '../classify/levels.ts';
import type { Prediction, RankedGenre } from '../classify/prediction.ts';
import type { ErrorReport } from '../errors.ts';
import { probabilityText } from '../format.ts';
import { descriptionLines, wordList } from './description-text.ts';

const NAME_WIDTH = 10;
const PERCENT_WIDTH = 6;
const BAR_WIDTH = 40;

/** JSON line: the published shape of `tonearm classify --json`. */
export function predictionJson(file: string, prediction: Prediction): string {
  const { timings: _, ...published } = prediction;
  return JSON.stringify({ file, ...published });
}

export function errorJson(file: string, error: ErrorReport): string {
  return JSON.stringify({ file, error });
}

/** Lines for people: the claim, or that there is none, then the `top` genres if it may be one of them. */
export function predictionText(file: string, prediction: Prediction, top: number): string {
  const { ranking, outside, durationSeconds, analysedSeconds, warnings, description } = prediction;
  const notes = warnings.map(({ message }) => `  note: ${message}`);
  const analysed = analysedSeconds === undefined ? '' : `, ${minutes(analysedSeconds)} of it heard`;
  const head = `${printable(file)}: ${claimOf(prediction)} (${minutes(durationSeconds)}${analysed})`;
  const about = description ? descriptionLines(description) : [];
  const shown = ranking.slice(0, outside ? 0 : top);
  return [head, ...bars(shown), ...about, ...notes].join('\n');
}

function claimOf(prediction: Prediction): string {
  const { genre, genres, confidence, unsure, outside, ranking, description } = prediction;
  if (outside) return ['none of these genres', wordList(description?.words)].filter(Boolean).join(', but ');
  if (unsure) return `not sure (${genre}?), ${probabilityText(confidence)}`;
  if (genres && genres.length > 1) return genres.join(', ');
  const which = isBroad({ confidence, ranking }) ? ', not sure which' : '';
  return `${genre}${which}, ${probabilityText(confidence)}`;
}

export function errorText(file: string, error: ErrorReport): string {
  return `${printable(file)}: ${error.message} [${error.code}]`;
}

/** Printable name, which cannot move the cursor or forge a line of the terminal. */
export function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${character.codePointAt(0)!.toString(16)}}`;
  });
}

function bars(ranking: readonly RankedGenre[]): string[] {
  const rows = ranking.map(({ genre, probability }) => ({
    name: printable(genre),
    percent: probabilityText(probability),
    bar: '█'.repeat(Math.round(probability * BAR_WIDTH)),
  }));
  const nameWidth = Math.max(NAME_WIDTH, ...rows.map(({ name }) => name.length));
  const percentWidth = Math.max(PERCENT_WIDTH, ...rows.map(({ percent }) => percent.length));
  return rows.map(
    ({ name, percent, bar }) => `  ${name.padEnd(nameWidth)} ${percent.padStart(percentWidth)} ${bar}`,
  );
}

function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
