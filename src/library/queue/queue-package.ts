/** Requirements of a queue: a library in a database, and the package pg-boss. */
import { TonearmError } from '../../errors.ts';
import { isDatabase } from '../store/place.ts';

/** Whether the package that a queue needs is installed. */
export async function hasQueue(place: string): Promise<boolean> {
  return isDatabase(place) && queuePackage().then(Boolean, () => false);
}

/** The package pg-boss. @throws bad-request where it is not installed */
export async function queuePackage() {
  try {
    return await import('pg-boss');
  } catch (cause) {
    throw new TonearmError(
      'bad-request',
      'Workers need the package pg-boss, which is not installed or does not run on this Node (22.12 does). Install it beside Tonearm: npm install pg pg-boss',
      { cause },
    );
  }
}

/** @throws bad-request for a library in a file */
export function refuseFile(place: string): void {
  if (isDatabase(place)) return;
  throw new TonearmError(
    'bad-request',
    'Expected a library in PostgreSQL, got a file: workers share a queue there. Name it by --library postgres://... or TONEARM_DATABASE_URL.',
  );
}
