/** Catalogue that queries the database, and holds nothing that grows with it. */
import { type QueryResult, type SqlBool, sql } from 'kysely';
import type {
  Catalogue,
  CatalogueOptions,
  FoundSongs,
  SpaceSelection,
  Summary,
} from '../catalogue/catalogue.ts';
import type { BrowseQuery } from '../catalogue/song-filter.ts';
import { perRevision } from '../per-revision.ts';
import { countFiles } from '../scan/failures.ts';
import { buildSpace, type SongSpace } from '../similarity/similarity.ts';
import { FeatureReader, featuresOfSongs } from '../similarity/song-features.ts';
import type { Entry } from '../songs/entry.ts';
import { EntryReader, entryRows } from '../songs/entry-rows.ts';
import { dialectOf } from '../store/dialect.ts';
import type { Library } from '../store/store.ts';
import type { Sql } from './list/conditions.ts';
import { countedSummary, keptFiles, keptSummary } from './list/counts.ts';
import { ListPages } from './list/pages.ts';
import { areAllBelow, scopeOf } from './list/scope.ts';
import { indexList, listChanges, listState, markList } from './list/upkeep.ts';
import { Neighbourhood } from './neighbourhood.ts';

const CHUNK = 500;
/** Number of songs up to which all are examined, as in a file. */
const MAX_WHOLE = 5000;
/** Number of rows that are sorted for a page. */
const MAX_SORTED = 20_000;
/** Number of marks in so many rows. */
const MARKS = 4;

const pagesOf = perRevision(async (catalogue: DatabaseCatalogue) => {
  const isWhole = await catalogue.isWhole();
  const scope = scopeOf(catalogue.folders, isWhole);
  return new ListPages(
    catalogue.library,
    { scope, songs: await catalogue.count(), isWhole },
    catalogue.maxSorted,
    catalogue.step,
  );
});
const wholeOf = perRevision(async (catalogue: DatabaseCatalogue) => {
  const entries = await catalogue.all();
  const featuresById = await featuresOfSongs(catalogue.library, entries);
  return buildSpace(entries, ({ id }) => featuresById.get(id));
});
const summaryOf = perRevision(async (catalogue: DatabaseCatalogue) =>
  (await catalogue.isWhole())
    ? keptSummary(catalogue.library)
    : countedSummary(catalogue.library, scopeOf(catalogue.folders, false)),
);

export class DatabaseCatalogue implements Catalogue {
  readonly library: Library;
  readonly folders: readonly string[] | undefined;
  readonly maxSorted: number;
  /** Number of rows between marks. */
  readonly step: number;
  readonly #maxWhole: number;
  readonly #neighbourhood: Neighbourhood;
  readonly #reader = new EntryReader();
  #features = new FeatureReader();
  #revision = 0;
  #refreshing: Promise<void> | undefined;

  constructor(library: Library, { folders, maxWhole = MAX_WHOLE, maxSorted = MAX_SORTED }: CatalogueOptions) {
    this.library = library;
    this.folders = folders;
    this.maxSorted = maxSorted;
    this.step = Math.ceil(maxSorted / MARKS);
    this.#maxWhole = maxWhole;
    this.#neighbourhood = new Neighbourhood(library);
  }

  get revision(): number {
    return this.#revision;
  }

  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** Condition for the rows of the list that are visible. */
  async scope(): Promise<Sql> {
    return scopeOf(this.folders, await this.isWhole());
  }

  /** Whether the whole list is visible. */
  isWhole(): Promise<boolean> {
    return areAllBelow(this.library, this.folders);
  }

  async count(): Promise<number> {
    return (await this.summary()).songs;
  }

  summary(): Promise<Summary> {
    return summaryOf(this);
  }

  async files(): Promise<number> {
    return (await this.isWhole()) ? keptFiles(this.library) : countFiles(this.library, this.folders);
  }

  async page(query: BrowseQuery): Promise<FoundSongs> {
    return (await pagesOf(this)).page(query);
  }

  async entry(id: number): Promise<Entry | undefined> {
    return (await this.entriesOf([id]))[0];
  }

  async entriesOf(ids: readonly number[]): Promise<readonly Entry[]> {
    const entries = new Map<number, Entry>();
    for (let from = 0; from < ids.length; from += CHUNK) {
      const rows = await entryRows(this.library, this.folders)
        .where(sql<SqlBool>`song_changes.song_id = any(${ids.slice(from, from + CHUNK)}::bigint[])`)
        .execute();
      for (const row of rows) {
        const entry = this.#reader.entryOf(row);
        if (entry) entries.set(entry.id, entry);
      }
    }
    return ids.flatMap((id) => entries.get(id) ?? []);
  }

  async all(): Promise<readonly Entry[]> {
    const all: Entry[] = [];
    for await (const some of this.each()) all.push(...some);
    return all;
  }

  async *each(): AsyncIterable<readonly Entry[]> {
    const scope = await this.scope();
    for (let last: number | undefined = -1; last !== undefined; ) {
      const { rows }: QueryResult<{ id: number }> = await sql<{ id: number }>`
        select song_id as id from listed_songs where song_id > ${last} and ${scope}
        order by song_id limit ${CHUNK}`.execute(this.library);
      yield await this.entriesOf(rows.map(({ id }) => id));
      last = rows.at(-1)?.id;
    }
  }

  async space(around: SpaceSelection): Promise<SongSpace> {
    if ((await this.count()) <= this.#maxWhole) return wholeOf(this);
    return this.#neighbourhood.space(this, await this.scope(), around, this.#features);
  }

  async tend(): Promise<void> {
    await this.refresh();
    if ((await this.count()) > this.#maxWhole) await this.#neighbourhood.tend(this, this.#features);
  }

  async #refresh(): Promise<void> {
    await dialectOf(this.library).numberChanges(this.library);
    let state = await listState(this.library);
    if (state.isBehind) {
      while (await listChanges(this.library));
      await indexList(this.library);
      await markList(this.library, this.step);
      state = await listState(this.library);
    }
    if (state.genres.length !== this.#features.genres.length)
      this.#features = new FeatureReader(state.genres);
    this.#revision = state.revision;
  }
}
