/** Parses a model's description from an untrusted file: every field is checked. */
import { TonearmError } from '../errors.ts';
import {
  CONFIDENCE_MEASURES,
  type ConfidenceMeasure,
  type Figure,
  type ModelInfo,
  type RecipeReference,
} from './model-info.ts';

const MAX_JSON_LENGTH = 1_000_000;
const MAX_GENRES = 1000;
const MAX_RECIPES = 16;
const MAX_FIGURES = 1000;
const MAX_WINDOW_SECONDS = 600;
/** Upper bound of training songs: as many as fit in a description of a million characters. */
export const MAX_TRAINING_SONGS = 50_000;
const SONG_HASH = /^[0-9a-f]{16}$/;

/** @throws bad-model where a field is missing, of the wrong type or out of range. */
export function parseInfo(json: string): ModelInfo {
  const fields = record(parseJson(json), 'a description');
  const genres = distinct(list(fields.genres, 'genres', MAX_GENRES, 2).map((genre) => text(genre, 'genres')));
  return {
    format: one(fields.format),
    name: text(fields.name, 'name'),
    version: text(fields.version, 'version'),
    description: text(fields.description, 'description'),
    genres,
    recipes: list(fields.recipes, 'recipes', MAX_RECIPES, 1).map(recipeReference),
    segments: segments(fields.segments),
    unsureBelow: number(fields.unsureBelow, 'unsureBelow', 0, 1),
    ...(fields.sureness !== undefined && { sureness: sureness(fields.sureness) }),
    ...(fields.outsideFrom !== undefined && {
      outsideFrom: number(fields.outsideFrom, 'outsideFrom', 0, 1),
    }),
    ...(fields.claimedFrom !== undefined && {
      claimedFrom: list(fields.claimedFrom, 'claimedFrom', genres.length, genres.length).map((from) =>
        number(from, 'claimedFrom', 0, 1),
      ),
    }),
    trainedOn: text(fields.trainedOn, 'trainedOn'),
    ...(fields.trainingSongs !== undefined && { trainingSongs: songMarks(fields.trainingSongs) }),
    report: list(fields.report, 'report', MAX_FIGURES, 0).map(figure),
    license: text(fields.license, 'license'),
  };
}

function parseJson(json: string): unknown {
  if (json.length > MAX_JSON_LENGTH) throw expected(`at most ${MAX_JSON_LENGTH} characters`, json.length);
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new TonearmError(
      'bad-model',
      'Expected a description in JSON under the key "tonearm", got something else',
      {
        cause,
      },
    );
  }
}

function segments(value: unknown): ModelInfo['segments'] {
  const fields = record(value, 'segments');
  const seconds = number(fields.seconds, 'segments.seconds', 0.1, MAX_WINDOW_SECONDS);
  return { seconds, hopSeconds: number(fields.hopSeconds, 'segments.hopSeconds', 0.1, seconds) };
}

function sureness(value: unknown): ConfidenceMeasure {
  const measure = CONFIDENCE_MEASURES.find((known) => known === value);
  if (measure === undefined) throw expected(`one of ${CONFIDENCE_MEASURES.join(', ')} for sureness`, value);
  return measure;
}

function recipeReference(value: unknown): RecipeReference {
  const fields = record(value, 'recipes');
  const parameters = Object.entries(record(fields.parameters, 'recipes.parameters'));
  return {
    name: text(fields.name, 'recipes.name'),
    version: number(fields.version, 'recipes.version', 0, Number.MAX_SAFE_INTEGER),
    parameters: Object.fromEntries(parameters.map(([key, parameter]) => [key, primitive(parameter, key)])),
  };
}

function songMarks(value: unknown): string[] {
  return list(value, 'trainingSongs', MAX_TRAINING_SONGS, 0).map((mark) => {
    if (SONG_HASH.test(text(mark, 'trainingSongs'))) return mark as string;
    throw expected('16 hex digits for each of trainingSongs', mark);
  });
}

function figure(value: unknown): Figure {
  const fields = record(value, 'report');
  return {
    measure: text(fields.measure, 'report.measure'),
    value: number(fields.value, 'report.value'),
    spread: number(fields.spread, 'report.spread', 0),
    spreadOf: text(fields.spreadOf, 'report.spreadOf'),
    n: number(fields.n, 'report.n', 0),
    protocol: text(fields.protocol, 'report.protocol'),
    data: text(fields.data, 'report.data'),
  };
}

function one(value: unknown): 1 {
  if (value !== 1) throw expected('format 1', value);
  return value;
}

function distinct(genres: string[]): string[] {
  if (new Set(genres).size !== genres.length) throw expected('each genre once', genres);
  return genres;
}

function record(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw expected(`an object for ${field}`, value);
  }
  return value as Record<string, unknown>;
}

function list(value: unknown, field: string, most: number, least: number): unknown[] {
  if (!Array.isArray(value)) throw expected(`a list for ${field}`, value);
  if (value.length < least || value.length > most) {
    throw expected(`${least} to ${most} entries for ${field}`, value.length);
  }
  return value;
}

function text(value: unknown, field: string): string {
  if (typeof value !== 'string') throw expected(`text for ${field}`, value);
  return value;
}

function number(value: unknown, field: string, least = -Infinity, most = Infinity): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least || value > most) {
    throw expected(`a number of ${least} to ${most} for ${field}`, value);
  }
  return value;
}

function primitive(value: unknown, key: string): number | string | boolean {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  throw expected(`a number, text or boolean for the parameter ${JSON.stringify(key.slice(0, 100))}`, value);
}

function expected(what: string, got: unknown): TonearmError {
  return new TonearmError(
    'bad-model',
    `Expected ${what}, got ${(JSON.stringify(got) ?? 'nothing').slice(0, 200)}`,
  );
}
