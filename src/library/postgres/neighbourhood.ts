/** Neighbourhood of a query: the relevant songs of a large database, with their points. */
import { sql } from 'kysely';
import type { Catalogue, SpaceSelection } from '../catalogue/catalogue.ts';
import { buildSpace, type Scale, type SongSpace } from '../similarity/similarity.ts';
import { type FeatureReader, featuresOfSongs, type SongFeatures } from '../similarity/song-features.ts';
import type { Library } from '../store/store.ts';
import { extensionSchema } from './extensions.ts';
import { allOf, listConditions, type Sql } from './list/conditions.ts';
import { CHANCE } from './list/table.ts';
import { MemoryPoints } from './points/memory-points.ts';
import { type Points, pointAt } from './points/points.ts';
import { currentScale } from './points/scale.ts';
import { VectorPoints } from './points/vector-points.ts';

/** Size of the random sample that stands for all songs. */
const SAMPLE = 20_000;
/** Additional neighbours: the song itself is one, and half precision reorders some at the end. */
const MORE = 10;
/** Number of points of a path near which songs are searched, its ends included. */
const STATIONS = 7;

export class Neighbourhood {
  readonly #library: Library;
  #made: Promise<{ readonly points: Points; readonly scale: Scale }> | undefined;
  #indexed: Promise<void> | undefined;
  #tends = false;
  /** Revision that the points include. */
  #revision: number | undefined;

  constructor(library: Library) {
    this.#library = library;
  }

  /** @param scope what is there at all */
  async space(
    catalogue: Pick<Catalogue, 'count' | 'entriesOf' | 'revision'>,
    scope: Sql,
    { ids = [], others = [], count = 0, isPath = false, filter = {} }: SpaceSelection,
    reader: FeatureReader,
  ): Promise<SongSpace> {
    const { points, scale } = await this.#ready(catalogue, reader);
    const where = allOf([scope, ...listConditions(filter)]);
    const named = await catalogue.entriesOf([...new Set(ids)]);
    const seeds =
      count > 0 ? await featuresOfSongs(this.#library, named, reader) : new Map<number, SongFeatures>();
    const targets = targetsOf(
      named.flatMap(({ id }) => seeds.get(id) ?? []),
      isPath,
      scale,
    );
    const near = targets.length > 0 ? await points.near(targets, count + MORE, where) : [];
    // Where hardly any of the songs near a point pass, others that do are better than none.
    const areFew = targets.length > 0 && new Set(near).size < count / 2;
    const drawn = ids.length === 0 ? SAMPLE : areFew ? count : 0;
    const found = new Set([...others, ...near, ...(drawn > 0 ? await this.#sample(where, drawn) : [])]);
    for (const { id } of named) found.delete(id);
    const entries = [...named, ...(await catalogue.entriesOf([...found]))];
    const featuresById = await featuresOfSongs(this.#library, entries, reader);
    return buildSpace(
      entries.sort((a, b) => a.id - b.id),
      ({ id }) => featuresById.get(id),
      scale,
    );
  }

  /** Starts keeping points of all songs with an index over them. */
  async tend(catalogue: Pick<Catalogue, 'count' | 'revision'>, reader: FeatureReader): Promise<void> {
    this.#tends = true;
    await this.#ready(catalogue, reader);
    await this.#indexed;
  }

  async #ready(catalogue: Pick<Catalogue, 'count' | 'revision'>, reader: FeatureReader) {
    const { revision } = catalogue;
    this.#made ??= this.#make(await catalogue.count());
    this.#made.catch(() => {
      this.#made = undefined;
    });
    const made = await this.#made;
    if (this.#revision !== revision) await made.points.refresh(reader);
    this.#revision = revision;
    if (this.#tends) this.#index(made.points);
    return made;
  }

  #index(points: Points): void {
    this.#indexed ??= points.index().catch(() => {
      this.#indexed = undefined;
    });
  }

  async #make(songs: number) {
    const scale = await currentScale(this.#library, songs);
    const schema = await extensionSchema(this.#library, 'vector');
    const points =
      schema === undefined
        ? new MemoryPoints(this.#library, scale)
        : new VectorPoints(this.#library, schema, scale);
    return { points, scale };
  }

  async #sample(where: Sql, count: number): Promise<readonly number[]> {
    const { rows } = await sql<{ id: number }>`select song_id as id from listed_songs where ${where}
      order by ${sql.raw(CHANCE)}, song_id limit ${count}`.execute(this.#library);
    return rows.map(({ id }) => id);
  }
}

function targetsOf(songs: readonly SongFeatures[], isPath: boolean, scale: Scale): Float32Array[] {
  const places = songs.map((song) => pointAt(song, scale));
  const [from, to] = places;
  if (!isPath || to === undefined) return places;
  return Array.from({ length: STATIONS }, (_, i) =>
    from.map((value, axis) => value + (i / (STATIONS - 1)) * (to[axis] - value)),
  );
}
