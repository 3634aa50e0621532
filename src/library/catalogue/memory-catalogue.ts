/** Catalogue that holds every song in memory. */

import { takeChanges } from '../changes.ts';
import { perRevision, perRevisionInTurn } from '../per-revision.ts';
import { countFiles } from '../scan/failures.ts';
import { KeptFeatures } from '../similarity/kept-features.ts';
import { buildSpace, type SongSpace } from '../similarity/similarity.ts';
import type { Entry } from '../songs/entry.ts';
import { EntryReader, entryRows } from '../songs/entry-rows.ts';
import { dialectOf } from '../store/dialect.ts';
import type { Library } from '../store/store.ts';
import type { Catalogue, CatalogueOptions, FoundSongs, Summary } from './catalogue.ts';
import { orderOf, type SortedSongs } from './orders.ts';
import { type BrowseQuery, conditionsOf, PAGE, queryKey, type SongFilter } from './song-filter.ts';

/** Number of cached results for further pages of a table. */
const MAX_ANSWERS = 8;

interface Answer extends SortedSongs {
  readonly key: string;
}

const spaceOf = perRevisionInTurn(async (catalogue: MemoryCatalogue) => {
  const { library, features, entries } = catalogue;
  await features.refresh(library);
  return buildSpace(entries, ({ id }) => features.featuresOf(id));
});
const summaryOf = perRevision(({ entries }: MemoryCatalogue) => summarise(entries));
const answersOf = perRevision((_: MemoryCatalogue): Answer[] => []);
const inOrder = perRevision((catalogue: MemoryCatalogue): readonly Entry[] =>
  [...catalogue.byId.values()].sort((a, b) => a.id - b.id),
);

export class MemoryCatalogue implements Catalogue {
  readonly library: Library;
  readonly folders: readonly string[] | undefined;
  /** Features of the songs, as of the last space. */
  readonly features = new KeptFeatures();
  readonly #entries = new Map<number, Entry>();
  readonly #reader = new EntryReader();
  #revision = 0;
  #refreshing: Promise<void> | undefined;

  constructor(library: Library, { folders }: CatalogueOptions) {
    this.library = library;
    this.folders = folders;
  }

  get revision(): number {
    return this.#revision;
  }

  get byId(): ReadonlyMap<number, Entry> {
    return this.#entries;
  }

  /** Entries in order of id. */
  get entries(): readonly Entry[] {
    return inOrder(this);
  }

  async count(): Promise<number> {
    return this.#entries.size;
  }

  async all(): Promise<readonly Entry[]> {
    return this.entries;
  }

  async *each(): AsyncIterable<readonly Entry[]> {
    yield this.entries;
  }

  async entry(id: number): Promise<Entry | undefined> {
    return this.#entries.get(id);
  }

  async entriesOf(ids: readonly number[]): Promise<readonly Entry[]> {
    return ids.flatMap((id) => this.#entries.get(id) ?? []);
  }

  async summary(): Promise<Summary> {
    return summaryOf(this);
  }

  files(): Promise<number> {
    return countFiles(this.library, this.folders);
  }

  async page({ offset = 0, limit = PAGE, ...asked }: BrowseQuery): Promise<FoundSongs> {
    const { entries, places } = await this.#matches(asked);
    const songs = Array.from(places.subarray(offset, offset + limit), (place) => entries[place]);
    return { total: places.length, songs };
  }

  /** Space of all songs, computed on demand and cached until songs change. */
  space(): Promise<SongSpace> {
    return spaceOf(this);
  }

  tend(): Promise<void> {
    return this.refresh();
  }

  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    await dialectOf(this.library).numberChanges(this.library);
    await takeChanges(
      this.#revision,
      (since, limit) => this.#changesSince(since, limit),
      (rows, reached) => {
        for (const row of rows) {
          const entry = this.#reader.entryOf(row);
          if (entry) this.#entries.set(entry.id, entry);
          else this.#entries.delete(row.songId);
        }
        this.#revision = reached;
      },
    );
  }

  #changesSince(revision: number, limit: number) {
    return entryRows(this.library, this.folders)
      .where('songChanges.revision', '>', revision)
      .orderBy('songChanges.revision')
      .limit(limit)
      .execute();
  }

  async #matches(asked: BrowseQuery): Promise<SortedSongs> {
    const answers = answersOf(this);
    const key = queryKey(asked);
    const known = answers.find((answer) => answer.key === key);
    if (known) return known;
    const { sort = 'artist', descending = false } = asked;
    const answer = { key, ...onlyMatching(await orderOf(this, sort, descending), asked) };
    answers.push(answer);
    if (answers.length > MAX_ANSWERS) answers.shift();
    return answer;
  }
}

function onlyMatching(sorted: SortedSongs, filter: SongFilter): SortedSongs {
  const conditions = conditionsOf(filter);
  if (conditions.length === 0) return sorted;
  const passes = new Uint8Array(sorted.entries.length);
  let found = 0;
  sorted.entries.forEach((entry, place) => {
    if (!conditions.every((holds) => holds(entry))) return;
    passes[place] = 1;
    found++;
  });
  const places = new Int32Array(found);
  let next = 0;
  for (const place of sorted.places) if (passes[place] === 1) places[next++] = place;
  return { ...sorted, places };
}

function summarise(entries: readonly Entry[]): Summary {
  const genres = new Map<string, { genre: string; songs: number; unsure: number }>();
  let seconds = 0;
  for (const { genre, unsure, outside, durationSeconds } of entries) {
    seconds += durationSeconds;
    if (outside) continue;
    const counts = genres.get(genre) ?? { genre, songs: 0, unsure: 0 };
    genres.set(genre, counts);
    counts.songs++;
    counts.unsure += Number(unsure);
  }
  const sorted = [...genres.values()].sort((a, b) => (a.genre < b.genre ? -1 : 1));
  return { songs: entries.length, seconds, genres: sorted };
}
