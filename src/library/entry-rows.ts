/** Songs as catalogues read them. */
import { basename } from 'node:path';
import { VECTOR_COLUMNS, VECTOR_VERSION } from '../analysis/song-vector.ts';
import type { RankedGenre } from '../classify/prediction.ts';
import { vectorVersionOf } from './analysis-key.ts';
import { isBelow } from './below.ts';
import { readColumns, TABLE_COLUMNS } from './columns.ts';
import { taughtAnswer, taughtOf } from './corrections/taught.ts';
import type { Entry } from './entry.ts';
import { fold } from './fold.ts';
import { surpriseOf } from './inbox/surprise.ts';
import type { Library } from './store.ts';

const LISTS = ['ranking', 'taggedGenres', 'words', 'genres'] as const;

export type EntryRow = Awaited<ReturnType<ReturnType<typeof entryRows>['execute']>>[number];

/** Every song that ever changed; without a path where it has no file (any more). */
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

/** Makes entries of rows. All of one reader share their words, and the order of their genres' probabilities. */
export class EntryReader {
  readonly #genres = new Map<string, number>();
  readonly #words = new Map<string, string>();

  /** @param genres those whose probabilities come first */
  constructor(genres: readonly string[] = []) {
    for (const genre of genres) this.#place(genre);
  }

  /** Genres in the order of the probabilities. */
  get genres(): readonly string[] {
    return [...this.#genres.keys()];
  }

  /** Undefined where the song is not there, or nothing is known of it. */
  entryOf(row: EntryRow, path = row.path): Entry | undefined {
    if (path === null || row.genre === null) return undefined;
    // One object a song, that is not copied: a cold start reads all of a library.
    const columns = readColumns(row, TABLE_COLUMNS);
    const { ranking, taggedGenres, words, genres: heard } = readColumns(row, LISTS);
    const answer = taughtAnswer({ ...columns, genres: heard }, row);
    const { genre, genres, confidence, unsure, outside } = answer;
    Object.assign(columns, { genre, confidence, unsure, outside });
    const { title, artist, album, albumArtist } = columns;
    const taught = taughtOf(row);
    const file = basename(path);
    const texts = [title, artist, albumArtist, album, outside ? null : genre, file];
    return Object.assign(columns, {
      id: row.songId,
      revision: row.revision,
      path,
      name: title ?? file,
      text: fold(texts.filter((part) => part !== null).join('\n')),
      vector: vectorOf(row),
      genres: genres.map((one) => this.#shared(one)),
      words: words.map((word) => this.#shared(word)),
      taught,
      surprise: surpriseOf({ genre, genres, confidence, unsure, outside, ranking, taggedGenres, taught }),
      probabilities: this.probabilitiesOf(ranking),
    });
  }

  /** Probabilities in the order of the reader's genres. */
  probabilitiesOf(ranking: readonly RankedGenre[]): Float32Array {
    for (const { genre } of ranking) this.#place(genre);
    const probabilities = new Float32Array(this.#genres.size);
    for (const { genre, probability } of ranking) probabilities[this.#genres.get(genre)!] = probability;
    return probabilities;
  }

  /** One string for a word that many songs have. */
  #shared(word: string): string {
    const known = this.#words.get(word);
    if (known === undefined) this.#words.set(word, word);
    return known ?? word;
  }

  #place(genre: string): void {
    if (!this.#genres.has(genre)) this.#genres.set(genre, this.#genres.size);
  }
}

/** A copy, aligned, whatever the driver lends. */
export function vectorOf({
  vector,
  analysis,
}: Pick<EntryRow, 'vector' | 'analysis'>): Float32Array | undefined {
  const isToday =
    vector?.byteLength === VECTOR_COLUMNS.length * 4 && vectorVersionOf(analysis) === VECTOR_VERSION;
  return isToday ? new Float32Array(new Uint8Array(vector).buffer) : undefined;
}
