/** Where a library is kept: a file, or a database by its address. */
import { join } from 'node:path';

const ADDRESS = /^postgres(ql)?:\/\//i;
/** What lies beside a library that is in a database lies here, below the folder that it is used from. */
const FOLDER = '.tonearm';
const USUAL_PORT = '5432';
/** Within `options`: where in a database its tables are. */
const SCHEMA = /search_path=\s*([^\s,]+)/;

export function isDatabase(place: string): boolean {
  return ADDRESS.test(place);
}

/** For people: without a password. */
export function shownPlace(place: string): string {
  if (!isDatabase(place)) return place;
  const { protocol, host, pathname } = new URL(place);
  return `${protocol}//${host}${pathname}`;
}

/**
 * The path that names of what lies beside a library begin with: journals, models, features. Those of a database are on
 * each machine its own.
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
