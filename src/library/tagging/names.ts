/** Names of genres in tags. */
import { TonearmError } from '../../errors.ts';
import type { GenreNames } from './contract.ts';

const USUAL_NAMES: GenreNames = {
  blues: ['Blues'],
  classical: ['Classical'],
  country: ['Country'],
  disco: ['Disco'],
  hiphop: ['Hip-Hop'],
  jazz: ['Jazz'],
  metal: ['Metal'],
  pop: ['Pop'],
  reggae: ['Reggae'],
  rock: ['Rock'],
};
const MAX_GENRES = 1_000;
const MAX_NAMES = 10;
const LONGEST_NAME = 100;
const PARENT_SIGN = '>';

/** Names of a genre in tags, the preferred first; default: the model's. */
export function namesOf(genre: string, names: GenreNames = {}): readonly string[] {
  if (Object.hasOwn(names, genre)) return names[genre];
  return Object.hasOwn(USUAL_NAMES, genre) ? USUAL_NAMES[genre] : [genre];
}

/** Names of a genre below others, as `pathOf` gives it, and of its parents: the narrowest first. */
export function namesOfPath(path: readonly string[], names: GenreNames = {}): string[] {
  const genre = path[path.length - 1];
  if (Object.hasOwn(names, genre)) return [...names[genre]];
  const own = path.map((one, i) => {
    const step = i === 0 ? one : one.slice(path[i - 1].length + 1);
    return Object.hasOwn(names, one) ? names[one] : namesOf(step, names);
  });
  return own.toReversed().flat();
}

/**
 * Parses a user's names of genres: `{"hiphop": "Hip-Hop/Rap", "disco": "Electronic > Disco", "rock": ["Rock",
 * "Loud"]}`. A path from parent to child becomes one name for each step, the narrowest first: some players
 * show the first alone.
 * @throws bad-request where it is something else.
 */
export function parseGenreNames(value: unknown): GenreNames {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TonearmError(
      'bad-request',
      'Expected names of genres as {"our genre": "your name"}, got something else.',
    );
  }
  const entries = Object.entries(value);
  if (entries.length > MAX_GENRES) {
    throw new TonearmError(
      'bad-request',
      `Expected names for ${MAX_GENRES} genres at most, got ${entries.length}.`,
    );
  }
  return Object.fromEntries(entries.map(([genre, names]) => [genre, parseNames(genre, names)]));
}

function parseNames(genre: string, value: unknown): string[] {
  const listed: unknown[] = Array.isArray(value) ? value : [value];
  const names = listed.flatMap((name) => (typeof name === 'string' ? stepsOf(name) : [undefined]));
  const unique = [...new Set(names)];
  if (unique.length === 0 || unique.length > MAX_NAMES || !unique.every(isName)) {
    throw new TonearmError(
      'bad-request',
      `Expected 1 to ${MAX_NAMES} names of up to ${LONGEST_NAME} letters for ${JSON.stringify(genre)}, got others.`,
    );
  }
  return unique;
}

function stepsOf(name: string): string[] {
  return name
    .split(PARENT_SIGN)
    .map((step) => step.trim().normalize('NFC'))
    .reverse();
}

function isName(name: string | undefined): name is string {
  return name !== undefined && name !== '' && name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name);
}
