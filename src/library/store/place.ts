/** Location of a library: a file, or the address of a database. */
import { join } from 'node:path';

const ADDRESS = /^postgres(ql)?:\/\//i;
/** Folder of the files beside a library in a database, below the working folder. */
const FOLDER = '.tonearm';
const USUAL_PORT = '5432';
/** Schema of the tables within the address's `options`. */
const SCHEMA = /search_path=\s*([^\s,]+)/;

export function isDatabase(place: string): boolean {
  return ADDRESS.test(place);
}

/** Display form of a location: without a password. */
export function shownPlace(place: string): string {
  if (!isDatabase(place)) return place;
  const { protocol, host, pathname } = new URL(place);
  return `${protocol}//${host}${pathname}`;
}

/**
 * Path prefix of the files beside a library: journals, models, features. For a database they are local to
 * each machine.
 */
export function pathBeside(place: string): string {
  if (!isDatabase(place)) return place;
  const { hostname, port, pathname, searchParams } = new URL(place);
  const schema = SCHEMA.exec(searchParams.get('options') ?? '')?.[1];
  const parts = [hostname, port === USUAL_PORT ? '' : port, pathname.slice(1), schema];
  return join(
    FOLDER,
    parts
      .filter(Boolean)
      .join('-')
      .replace(/[^\w.-]+/g, '-'),
  );
}
