/**
 * Corrections: labels that people set. Every one is kept, the last of a song holds, and a batch is undone as
 * a whole.
 */
import { randomUUID } from 'node:crypto';
import { TonearmError } from '../../errors.ts';
import { isBelow } from '../below.ts';
import type { Library } from '../store/store.ts';
import { applyCorrections } from './apply.ts';
import { currentCorrections } from './current.ts';
import { canonicalGenre } from './genre-words.ts';

/** Label of a song: a genre, or `null` for none of these; `undefined` removes the label. */
export type CorrectedGenre = string | null | undefined;

export interface Correction {
  readonly contentHash: string;
  /** Genre; null: none of the genres. */
  readonly genre: string | null;
  /** ISO 8601. */
  readonly saidAt: string;
  readonly saidBy: string;
  readonly batch: string;
}

/** Correction with its song. */
export interface ListedCorrection extends Correction {
  readonly id: number;
  readonly path: string | null;
  readonly title: string | null;
  readonly artist: string | null;
  /** Prediction of the model. */
  readonly heard: string | null;
}

/** Corrections made together. */
export interface CorrectionBatch {
  readonly batch: string;
  readonly saidAt: string;
  readonly saidBy: string;
  readonly songs: number;
  /** Genres that were set, null for none of these; empty if labels were removed. */
  readonly genres: readonly (string | null)[];
}

/** Result of a correction. */
export interface Outcome {
  /** Id of the batch, for undoing. */
  readonly batch: string;
  /** Number of labelled songs. */
  readonly songs: number;
  /** Number of songs whose suggestion by neighbours changed. */
  readonly neighbours: number;
}

const MAX_GENRE = 60;
/** Rows per statement, whose parameters are limited. */
const ROWS_AT_ONCE = 100;

/** Canonical name of a genre. @throws bad-request for one that is empty or too long */
export async function genreNamed(library: Library, typed: string): Promise<string> {
  const genre = canonicalGenre(typed, await ownGenres(library));
  if (genre !== '' && genre.length <= MAX_GENRE && !/\p{Cc}/u.test(genre)) return genre;
  throw new TonearmError(
    'bad-request',
    `Expected the name of a genre in up to ${MAX_GENRE} letters, got ${JSON.stringify(typed.slice(0, 100))}.`,
  );
}

/** Genres that people have set, the most used first. */
async function ownGenres(library: Library): Promise<string[]> {
  const rows = await library
    .selectFrom('taught')
    .select('genre')
    .where('songs', '=', 0)
    .where('genre', 'is not', null)
    .groupBy('genre')
    .orderBy(({ fn }) => fn.countAll(), 'desc')
    .execute();
  return rows.flatMap(({ genre }) => genre ?? []);
}

/**
 * Sets one label on songs, by their ids.
 * @throws bad-request for an invalid name, not-found for a missing song
 */
export async function correctSongs(
  library: Library,
  ids: readonly number[],
  corrected: CorrectedGenre,
  by: string,
): Promise<Outcome> {
  const hashes: string[] = [];
  for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
    const some = ids.slice(from, from + ROWS_AT_ONCE);
    const rows = await library.selectFrom('songs').select('contentHash').where('id', 'in', some).execute();
    hashes.push(...rows.map(({ contentHash }) => contentHash));
  }
  if (hashes.length === 0) {
    throw new TonearmError(
      'not-found',
      'Expected a song of this library, got a number that none of them has.',
    );
  }
  const genre = typeof corrected === 'string' ? await genreNamed(library, corrected) : corrected;
  return addCorrections(library, new Map(hashes.map((hash) => [hash, genre])), by);
}

/** Sets labels by content hash. Genres are not canonicalised. */
export async function addCorrections(
  library: Library,
  corrected: ReadonlyMap<string, CorrectedGenre>,
  saidBy: string,
  saidAt = new Date().toISOString(),
): Promise<Outcome> {
  const batch = randomUUID();
  const rows = [...corrected].map(([contentHash, genre]) => {
    return {
      contentHash,
      genre: genre ?? null,
      withdrawn: Number(genre === undefined),
      saidAt,
      saidBy,
      batch,
    };
  });
  await library.transaction().execute(async (work) => {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      await work
        .insertInto('corrections')
        .values(rows.slice(from, from + ROWS_AT_ONCE))
        .execute();
    }
  });
  return { batch, songs: rows.length, neighbours: await applyCorrections(library) };
}

/** Undoes a batch. @throws not-found */
export async function undoCorrections(library: Library, batch: string): Promise<Outcome> {
  const { numDeletedRows } = await library
    .deleteFrom('corrections')
    .where('batch', '=', batch)
    .executeTakeFirst();
  if (numDeletedRows === 0n) {
    throw new TonearmError(
      'not-found',
      'Expected something that was said and not taken back yet, got a name that nothing has.',
    );
  }
  return { batch, songs: Number(numDeletedRows), neighbours: await applyCorrections(library) };
}

/** Corrections in force, the latest first; only below `folders`, if given. */
export async function listCorrections(
  library: Library,
  folders?: readonly string[],
): Promise<ListedCorrection[]> {
  const rows = await currentCorrections(library)
    .leftJoin('songs', 'songs.contentHash', 'corrections.contentHash')
    .select(['songs.title', 'songs.artist', 'songs.genre as heard', 'songs.id as songId'])
    .select((row) =>
      row
        .selectFrom('files')
        .select(({ fn }) => fn.min('files.path').as('path'))
        .whereRef('files.contentHash', '=', 'corrections.contentHash')
        .where(isBelow(folders))
        .as('path'),
    )
    .orderBy('corrections.id', 'desc')
    .execute();
  return rows
    .filter(({ path }) => folders === undefined || path !== null)
    .map(({ songId, withdrawn: _, ...row }) => ({ ...row, id: songId ?? 0 }));
}

/** Batches of corrections, the latest first. */
export async function listBatches(library: Library, limit = 50): Promise<CorrectionBatch[]> {
  const rows = await library
    .selectFrom('corrections')
    .select(['batch', 'saidAt', 'saidBy'])
    .select(({ fn }) => fn.countAll<number>().as('songs'))
    .groupBy(['batch', 'saidAt', 'saidBy'])
    .orderBy(({ fn }) => fn.max('id'), 'desc')
    .limit(limit)
    .execute();
  const names = rows.map(({ batch }) => batch);
  const corrected = await library
    .selectFrom('corrections')
    .select(['batch', 'genre'])
    .distinct()
    .where('withdrawn', '=', 0)
    .where('batch', 'in', names)
    .orderBy('genre')
    .execute();
  return rows.map((row) => {
    return { ...row, genres: corrected.flatMap(({ batch, genre }) => (batch === row.batch ? [genre] : [])) };
  });
}
