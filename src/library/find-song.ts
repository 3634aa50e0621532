/** Which song of the library a person means. */
import { TonearmError } from '../errors.ts';
import { realPathOf } from '../jobs/named-paths.ts';
import type { Catalogue } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { fold, foldedWords } from './fold.ts';

const HASH = /^[0-9a-f]{6,64}$/;
const SHOWN = 5;

/**
 * By a file that holds it, its whole title, its number in the library, the beginning of its content's hash, or
 * words of its names: whichever of these fits first.
 * @throws not-found, bad-request where several fit alike.
 */
export async function findSong(catalogue: Catalogue, named: string): Promise<Entry> {
  const found =
    (await byPath(catalogue, named)) ??
    only(named, byTitle(catalogue, named)) ??
    (/^\d{1,15}$/.test(named) ? catalogue.entry(Number(named)) : undefined) ??
    only(named, await byHash(catalogue, named)) ??
    only(named, byWords(catalogue, named));
  if (found) return found;
  throw new TonearmError(
    'not-found',
    `Expected a song of the library, got ${JSON.stringify(named.slice(0, 200))}: scan its folder first.`,
  );
}

async function byPath(catalogue: Catalogue, named: string): Promise<Entry | undefined> {
  const path = (await realPathOf(named)) ?? named;
  const row = await catalogue.library
    .selectFrom('files')
    .innerJoin('songs', 'songs.contentHash', 'files.contentHash')
    .select('songs.id')
    .where('files.path', '=', path)
    .executeTakeFirst();
  return row && catalogue.entry(row.id);
}

function byTitle({ entries }: Catalogue, named: string): Entry[] {
  const title = fold(named);
  return entries.filter(({ name }) => fold(name) === title);
}

async function byHash(catalogue: Catalogue, named: string): Promise<Entry[]> {
  if (!HASH.test(named)) return [];
  const rows = await catalogue.library
    .selectFrom('songs')
    .select('id')
    .where('contentHash', '>=', named)
    .where('contentHash', '<', `${named}g`)
    .limit(SHOWN + 1)
    .execute();
  return rows.flatMap(({ id }) => catalogue.entry(id) ?? []);
}

function byWords({ entries }: Catalogue, named: string): Entry[] {
  const words = foldedWords(named);
  return words.length === 0 ? [] : entries.filter(({ text }) => words.every((word) => text.includes(word)));
}

function only(named: string, found: readonly Entry[]): Entry | undefined {
  if (found.length <= 1) return found[0];
  const shown = found.slice(0, SHOWN).map(({ id, path }) => `${id} (${path})`);
  const more = found.length > SHOWN ? ' and more' : '';
  throw new TonearmError(
    'bad-request',
    `Expected one song, got several for ${JSON.stringify(named.slice(0, 200))}: ${shown.join(', ')}${more}.`,
  );
}
