/** Reading of rows into entries, for catalogues. */
import { basename } from 'node:path';
import { isBelow } from '../below.ts';
import { columnOf, readColumns, TABLE_COLUMNS } from '../columns/song-columns.ts';
import { correctedAnswer, taughtOf } from '../corrections/taught.ts';
import { fold } from '../fold.ts';
import { surpriseOf } from '../inbox/surprise.ts';
import { nullRecord } from '../store/null-record.ts';
import type { Library } from '../store/store.ts';
import type { Entry } from './entry.ts';

/** Columns whose texts are mostly unique, and not interned. */
const UNSHARED: ReadonlySet<string> = new Set(['title', 'addedAt']);
/** Number of interned texts, and of lists. */
const MAX_SHARED = 10_000;

const blankEntry = nullRecord([
  ...TABLE_COLUMNS,
  ...(['id', 'revision', 'path', 'name', 'text'] as const),
  ...(['genres', 'words', 'taught', 'surprise'] as const),
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
      ...TABLE_COLUMNS.map((name) => `songs.${name}` as const),
      // Long, and told of claimed genres alone: `surpriseOf`.
      row
        .case()
        .when(row.and([row('songs.unsure', '=', 0), row('songs.taggedGenres', '<>', '[]')]))
        .then(row.ref('songs.ranking'))
        .end()
        .as('ranking'),
      'songs.taggedGenres',
      'songs.words',
      'songs.genres',
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

/** Converts rows to entries. Entries of one reader share their texts and lists. */
export class EntryReader {
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string | null, readonly string[]>();

  /** Entry of a row; undefined if the song is not there, or was not analysed. */
  entryOf(row: EntryRow, path = row.path): Entry | undefined {
    if (path === null || row.genre === null) return undefined;
    const entry = blankEntry() as { -readonly [Name in keyof Entry]: Entry[Name] };
    this.#readTable(row, entry);
    entry.genres = this.#list(row, 'genres');
    if (row.taughtSongs !== null) Object.assign(entry, correctedAnswer({ ...entry }, row));
    const { title, artist, album, albumArtist, genre, genres, confidence, unsure, outside } = entry;
    const [file, taught] = [basename(path), taughtOf(row)];
    const texts = [title, artist, albumArtist, album, outside ? null : genre, file];
    entry.id = row.songId;
    entry.revision = row.revision;
    entry.path = path;
    entry.name = title ?? file;
    entry.text = fold(texts.filter((part) => part !== null).join('\n'));
    entry.words = this.#list(row, 'words');
    entry.taught = taught;
    entry.surprise = surpriseOf({
      genre,
      genres,
      confidence,
      unsure,
      outside,
      taggedGenres: this.#list(row, 'taggedGenres'),
      taught,
      // A getter here would give every object a shape of its own, which holds the row until old memory is collected.
      ranking: () => readColumns(row, ['ranking']).ranking,
    });
    return entry;
  }

  #readTable(row: EntryRow, entry: object): void {
    const columns = entry as Record<string, unknown>;
    for (const name of TABLE_COLUMNS) {
      const value = columnOf(name).kind.fromStored(row[name]);
      columns[name] = typeof value === 'string' && !UNSHARED.has(name) ? this.#shared(value) : value;
    }
  }

  /** Interned list. */
  #list(row: EntryRow, name: 'genres' | 'words' | 'taggedGenres'): readonly string[] {
    const stored = row[name];
    const known = this.#lists.get(stored);
    if (known) return known;
    const texts = columnOf(name).kind.fromStored(stored) as readonly string[];
    return remembered(
      this.#lists,
      stored,
      texts.map((text) => this.#shared(text)),
    );
  }

  /** Interned string. */
  #shared(text: string): string {
    return this.#texts.get(text) ?? remembered(this.#texts, text, text);
  }
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, value: Value): Value {
  if (known.size === MAX_SHARED) known.clear();
  known.set(key, value);
  return value;
}
