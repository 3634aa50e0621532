/** What a library holds, in memory and up to date: what tables, similar songs, playlists and the map read. */
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { VECTOR_COLUMNS, VECTOR_VERSION } from '../analysis/song-vector.ts';
import type { RankedGenre } from '../classify/prediction.ts';
import { vectorVersionOf } from './analysis-key.ts';
import { isBelow } from './below.ts';
import { readColumns, TABLE_COLUMNS } from './columns.ts';
import { taughtAnswer, taughtOf } from './corrections/taught.ts';
import { dialectOf } from './dialect.ts';
import type { Entry } from './entry.ts';
import { fold } from './fold.ts';
import { surpriseOf } from './inbox/surprise.ts';
import { perRevision } from './per-revision.ts';
import { buildSpace, type SongSpace } from './similarity.ts';
import type { Library } from './store.ts';

export interface CatalogueOptions {
  /** Real paths: only files below them are there. Everything where it is not given. */
  readonly folders?: readonly string[];
}

const CHUNK = 500;
const LISTS = ['ranking', 'taggedGenres', 'words', 'genres'] as const;

const spaceOf = perRevision(({ entries }: Catalogue) => buildSpace(entries));

/** Reads the whole library once. `refresh` then costs what changed. */
export async function openCatalogue(library: Library, options: CatalogueOptions = {}): Promise<Catalogue> {
  const catalogue = new Catalogue(library, options);
  await catalogue.refresh();
  return catalogue;
}

export class Catalogue {
  readonly library: Library;
  readonly folders: readonly string[] | undefined;
  readonly #entries = new Map<number, Entry>();
  readonly #genres = new Map<string, number>();
  readonly #words = new Map<string, string>();
  #revision = 0;
  #refreshing: Promise<void> | undefined;
  static readonly #inOrder = perRevision((catalogue: Catalogue): readonly Entry[] =>
    [...catalogue.#entries.values()].sort((a, b) => a.id - b.id),
  );

  constructor(library: Library, { folders }: CatalogueOptions) {
    this.library = library;
    this.folders = folders;
  }

  /** Grows with each change that was taken in. */
  get revision(): number {
    return this.#revision;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** In order of id. */
  get entries(): readonly Entry[] {
    return Catalogue.#inOrder(this);
  }

  entry(id: number): Entry | undefined {
    return this.#entries.get(id);
  }

  /** Where every song with a vector lies; made when asked and kept until songs change. */
  space(): Promise<SongSpace> {
    return spaceOf(this);
  }

  /** Takes in what changed in the library, by whichever process; some microseconds where nothing did. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    await dialectOf(this.library).numberChanges(this.library);
    for (;;) {
      const rows = await changedSongs(this.library, this.#revision, this.folders);
      if (rows.length === 0) return;
      for (const row of rows) this.#take(row);
      this.#revision = rows[rows.length - 1].revision;
      if (rows.length < CHUNK) return;
      await setImmediate();
    }
  }

  #take(row: ChangedRow): void {
    if (row.path === null || row.genre === null) this.#entries.delete(row.songId);
    else this.#entries.set(row.songId, this.#entryOf(row, row.path));
  }

  #entryOf(row: ChangedRow, path: string): Entry {
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
      probabilities: this.#probabilitiesOf(ranking),
    });
  }

  /** One string for a word that many songs have. */
  #shared(word: string): string {
    const known = this.#words.get(word);
    if (known === undefined) this.#words.set(word, word);
    return known ?? word;
  }

  #probabilitiesOf(ranking: readonly RankedGenre[]): Float32Array {
    for (const { genre } of ranking) {
      if (!this.#genres.has(genre)) this.#genres.set(genre, this.#genres.size);
    }
    const probabilities = new Float32Array(this.#genres.size);
    for (const { genre, probability } of ranking) probabilities[this.#genres.get(genre)!] = probability;
    return probabilities;
  }
}

type ChangedRow = Awaited<ReturnType<typeof changedSongs>>[number];

/** The next changes, in order; without a path where the song has no file (any more). */
function changedSongs(library: Library, since: number, folders: readonly string[] | undefined) {
  return library
    .selectFrom('songChanges')
    .leftJoin('songs', 'songs.id', 'songChanges.songId')
    .leftJoin('taught', 'taught.contentHash', 'songs.contentHash')
    .select((row) => [
      'songChanges.songId',
      'songChanges.revision',
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
    ])
    .where('songChanges.revision', '>', since)
    .orderBy('songChanges.revision')
    .limit(CHUNK)
    .execute();
}

/** A copy, aligned, whatever the driver lends. */
function vectorOf({ vector, analysis }: ChangedRow): Float32Array | undefined {
  const isToday =
    vector?.byteLength === VECTOR_COLUMNS.length * 4 && vectorVersionOf(analysis) === VECTOR_VERSION;
  return isToday ? new Float32Array(new Uint8Array(vector).buffer) : undefined;
}
