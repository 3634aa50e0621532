/** Reading of rows into entries, for catalogues. */
import { basename } from 'node:path';
import { VECTOR_COLUMNS, VECTOR_VERSION } from '../analysis/song-vector.ts';
import type { RankedGenre } from '../classify/prediction.ts';
import { vectorVersionOf } from './analysis-key.ts';
import { isBelow } from './below.ts';
import { correctedAnswer, taughtOf } from './corrections/taught.ts';
import type { Entry } from './entry.ts';
import { FloatBlocks } from './float-block.ts';
import { fold } from './fold.ts';
import { surpriseOf } from './inbox/surprise.ts';
import { nullRecord } from './null-record.ts';
import { columnOf, readColumns, TABLE_COLUMNS } from './song-columns.ts';
import type { Library } from './store.ts';

const LISTS = ['ranking', 'taggedGenres', 'words', 'genres'] as const;
const NONE: readonly string[] = [];
/** Columns whose texts are mostly unique, and not interned. */
const UNSHARED: ReadonlySet<string> = new Set(['title', 'addedAt']);
/** Number of interned texts. */
const MAX_SHARED = 10_000;

const blankEntry = nullRecord([
  ...TABLE_COLUMNS,
  ...(['id', 'revision', 'path', 'name', 'text', 'vector'] as const),
  ...(['genres', 'words', 'taught', 'surprise', 'probabilities'] as const),
]);

export type EntryRow = Awaited<ReturnType<ReturnType<typeof entryRows>['execute']>>[number];

/** Rows of every song that ever changed; without a path if it has no file. */
export function entryRows(library: Library, folders: readonly string[] | undefined) {
  return library
    .selectFrom('songChanges')
    .leftJoin('songs', 'songs.id', 'songChanges.songId')
    .leftJoin('taught', 'taught.contentHash', 'songs.contentHash')
    .select((row) => [
      'songChanges.songId',
      'songChanges.revision',
      'songs.contentHash',
      'songs.analysis',
      ...TABLE_COLUMNS.map((name) => `songs.${name}` as const),
      'songs.ranking',
      'songs.taggedGenres',
      'songs.words',
      'songs.genres',
      'songs.vector',
      'taught.genre as taughtGenre',
      'taught.songs as taughtSongs',
      row
        .selectFrom('files')
        .select(({ fn }) => fn.min('files.path').as('path'))
        .whereRef('files.contentHash', '=', 'songs.contentHash')
        .where(isBelow(folders))
        .as('path'),
    ]);
}

/** Converts rows to entries. Entries of one reader share their texts and the order of their genres' probabilities. */
export class EntryReader {
  readonly #genres = new Map<string, number>();
  readonly #texts = new Map<string, string>();
  readonly #floats = new FloatBlocks();

  /** @param genres those whose probabilities come first */
  constructor(genres: readonly string[] = []) {
    for (const genre of genres) this.#place(genre);
  }

  /** Genres in the order of the probabilities. */
  get genres(): readonly string[] {
    return [...this.#genres.keys()];
  }

  /** Entry of a row; undefined if the song is not there, or was not analysed. */
  entryOf(row: EntryRow, path = row.path): Entry | undefined {
    if (path === null || row.genre === null) return undefined;
    const entry = blankEntry() as { -readonly [Name in keyof Entry]: Entry[Name] };
    this.#readTable(row, entry);
    const { ranking, taggedGenres, words, genres: heard } = readColumns(row, LISTS);
    entry.genres = heard;
    if (row.taughtSongs !== null) Object.assign(entry, correctedAnswer({ ...entry }, row));
    const { title, artist, album, albumArtist, genre, genres, confidence, unsure, outside } = entry;
    const [file, taught] = [basename(path), taughtOf(row)];
    const texts = [title, artist, albumArtist, album, outside ? null : genre, file];
    entry.id = row.songId;
    entry.revision = row.revision;
    entry.path = path;
    entry.name = title ?? file;
    entry.text = fold(texts.filter((part) => part !== null).join('\n'));
    entry.vector = this.#kept(vectorOf(row));
    entry.genres = this.#sharedAll(genres);
    entry.words = this.#sharedAll(words);
    entry.taught = taught;
    entry.surprise = surpriseOf({
      genre,
      genres,
      confidence,
      unsure,
      outside,
      ranking,
      taggedGenres,
      taught,
    });
    entry.probabilities = this.probabilitiesOf(ranking);
    return entry;
  }

  /** Probabilities in the order of the reader's genres. */
  probabilitiesOf(ranking: readonly RankedGenre[]): Float32Array {
    for (const { genre } of ranking) this.#place(genre);
    const probabilities = this.#floats.take(this.#genres.size);
    for (const { genre, probability } of ranking) probabilities[this.#genres.get(genre)!] = probability;
    return probabilities;
  }

  #readTable(row: EntryRow, entry: object): void {
    const columns = entry as Record<string, unknown>;
    for (const name of TABLE_COLUMNS) {
      const value = columnOf(name).kind.fromStored(row[name]);
      columns[name] = typeof value === 'string' && !UNSHARED.has(name) ? this.#shared(value) : value;
    }
  }

  #sharedAll(texts: readonly string[]): readonly string[] {
    return texts.length === 0 ? NONE : texts.map((text) => this.#shared(text));
  }

  /** Interned string. */
  #shared(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size === MAX_SHARED) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }

  #kept(vector: Float32Array | undefined): Float32Array | undefined {
    if (vector === undefined) return undefined;
    const kept = this.#floats.take(vector.length);
    kept.set(vector);
    return kept;
  }

  #place(genre: string): void {
    if (!this.#genres.has(genre)) this.#genres.set(genre, this.#genres.size);
  }
}

/** Aligned copy of the driver's bytes. */
export function vectorOf({
  vector,
  analysis,
}: Pick<EntryRow, 'vector' | 'analysis'>): Float32Array | undefined {
  const isToday =
    vector?.byteLength === VECTOR_COLUMNS.length * 4 && vectorVersionOf(analysis) === VECTOR_VERSION;
  return isToday ? new Float32Array(new Uint8Array(vector).buffer) : undefined;
}
