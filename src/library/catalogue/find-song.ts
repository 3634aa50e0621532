/** Lookup of a song by what a person typed. */
import { TonearmError } from '../../errors.ts';
import { realPathOf } from '../../jobs/named-paths.ts';
import { fold, foldedWords } from '../fold.ts';
import type { Entry } from '../songs/entry.ts';
import type { Catalogue } from './catalogue.ts';

const HASH = /^[0-9a-f]{6,64}$/;
const SHOWN = 5;
/** Number of songs examined whose names contain the text. */
const LOOKED_AT = 500;

/**
 * Finds a song by a file that holds it, its whole title, its id, a prefix of its content hash, or words of
 * its names: the first that matches.
 * @throws not-found, bad-request where several fit alike.
 */
export async function findSong(catalogue: Catalogue, named: string): Promise<Entry> {
  const found =
    (await byPath(catalogue, named)) ??
    only(named, await byTitle(catalogue, named)) ??
    (/^\d{1,15}$/.test(named) ? await catalogue.entry(Number(named)) : undefined) ??
    only(named, await byHash(catalogue, named)) ??
    only(named, await byWords(catalogue, named));
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

/** Songs with this title; the file's name stands for a missing one. */
async function byTitle(catalogue: Catalogue, named: string): Promise<readonly Entry[]> {
  const order = { sort: 'added', limit: LOOKED_AT } as const;
  const titled = await catalogue.page({ ...order, title: named });
  const worded = await catalogue.page({ ...order, text: named });
  const ids = new Set([...titled.songs, ...worded.songs].map(({ id }) => id));
  const title = fold(named);
  const entries = await catalogue.entriesOf([...ids].sort((one, other) => one - other));
  return entries.filter(({ name }) => fold(name) === title);
}

async function byHash(catalogue: Catalogue, named: string): Promise<readonly Entry[]> {
  if (!HASH.test(named)) return [];
  const rows = await catalogue.library
    .selectFrom('songs')
    .select('id')
    .where('contentHash', '>=', named)
    .where('contentHash', '<', `${named}g`)
    .limit(SHOWN + 1)
    .execute();
  return catalogue.entriesOf(rows.map(({ id }) => id));
}

async function byWords(catalogue: Catalogue, named: string): Promise<readonly Entry[]> {
  if (foldedWords(named).length === 0) return [];
  const { songs } = await catalogue.page({ text: named, sort: 'added', limit: SHOWN + 1 });
  return catalogue.entriesOf(songs.map(({ id }) => id));
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
