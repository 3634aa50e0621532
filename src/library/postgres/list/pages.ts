/** Keyset pagination of the list: what follows a known song, instead of an offset. */
import { type SqlBool, sql } from 'kysely';
import type { FoundSong, FoundSongs } from '../../catalogue/catalogue.ts';
import { type BrowseQuery, PAGE, queryKey, type SongFilter } from '../../catalogue/song-filter.ts';
import type { SortKey } from '../../catalogue/sorts.ts';
import type { Library } from '../../store/store.ts';
import { allOf, listConditions, type Sql } from './conditions.ts';
import { countRows, genreBounds, keptCount } from './counts.ts';
import { Kept } from './kept.ts';
import { markBefore, type Position } from './marks.ts';
import { asksForNumbers, countInRanges } from './numbers.ts';
import { mayBeEmpty, orderColumn } from './table.ts';
import { asksForText, countWith } from './texts.ts';

/** Number of cached queries, and of known positions in the order of each. */
const MAX_QUESTIONS = 64;
/** Factor between that and the expected rows of a query that has few results. */
const TOO_MANY = 3;
const MAX_POSITIONS = 200;

type KeyedRow = Omit<Position, 'offset'>;

interface Order {
  readonly where: Sql;
  readonly column: string;
  readonly descending: boolean;
  /** Whether no song lacks a value in the order's column. */
  readonly isFull: boolean;
  /** Whether it is of the whole list, without a filter. */
  readonly isWhole: boolean;
}

/** Visible part of the list, and its size. */
interface Ground {
  readonly scope: Sql;
  readonly songs: number;
  /** Whether that is the whole list. */
  readonly isWhole: boolean;
}

/** Pages of one revision of the list. */
export class ListPages {
  readonly #library: Library;
  readonly #ground: Ground;
  readonly #maxSorted: number;
  readonly #maxSkipped: number;
  readonly #totals = new Kept<number>(MAX_QUESTIONS);
  readonly #filled = new Kept<number>(MAX_QUESTIONS);
  readonly #positions = new Kept<Position[]>(MAX_QUESTIONS);

  /**
   * @param maxSorted number of rows that are sorted in one go
   * @param maxSkipped number of rows that are skipped without asking whether another position is nearer
   */
  constructor(library: Library, ground: Ground, maxSorted: number, maxSkipped: number) {
    this.#library = library;
    this.#ground = ground;
    this.#maxSorted = maxSorted;
    this.#maxSkipped = maxSkipped;
  }

  async page({ offset = 0, limit = PAGE, ...asked }: BrowseQuery): Promise<FoundSongs> {
    const { sort = 'artist' as SortKey, descending = false, ...filter } = asked;
    const conditions = listConditions(filter);
    const where = allOf([this.#ground.scope, ...conditions, ...(await this.#within(sort, filter))]);
    const column = orderColumn(sort);
    const isFull = !mayBeEmpty(column) || (sort === 'genre' && filter.genres !== undefined);
    const isWhole = this.#ground.isWhole && conditions.length === 0;
    const order = { where, column, descending, isFull, isWhole };
    const question = queryKey(filter);
    const known = await this.#knownTotal(question, filter);
    const few = await this.#fewOf(order, question, known, offset, limit);
    if (few) return { total: few.total, songs: await this.#withPaths(few.ids) };
    const total = known ?? (await this.#totals.get(question, () => countRows(this.#library, where)));
    const ids = await this.#manyOf(order, queryKey(asked), total, offset, limit);
    return { total, songs: await this.#withPaths(ids) };
  }

  /** Key range of the genres: their songs are adjacent in the order of genres, and others need not be passed. */
  async #within(sort: SortKey, { genres }: SongFilter): Promise<Sql[]> {
    if (sort !== 'genre' || genres === undefined || !this.#ground.isWhole) return [];
    const bounds = await genreBounds(this.#library, genres);
    return bounds ? [sql<SqlBool>`by_genre between ${bounds[0]} and ${bounds[1]}`] : [];
  }

  /** Total if it is known or quickly counted; else undefined. */
  async #knownTotal(question: string, filter: SongFilter): Promise<number | undefined> {
    if (listConditions(filter).length === 0) return this.#ground.songs;
    const known = await this.#totals.known(question);
    if (known !== undefined || !this.#ground.isWhole) return known;
    if (asksForText(filter)) return this.#totals.get(question, () => countWith(this.#library, filter.text!));
    if (asksForNumbers(filter)) return this.#totals.get(question, () => countInRanges(this.#library, filter));
    return keptCount(this.#library, filter);
  }

  /** Page sorted in one go; undefined if there are too many rows for that. */
  async #fewOf(order: Order, question: string, known: number | undefined, offset: number, limit: number) {
    const { where, column, descending } = order;
    if (known !== undefined && known > this.#maxSorted) return undefined;
    if (known === undefined && (await this.#expected(where)) > TOO_MANY * this.#maxSorted) return undefined;
    const { rows } = await sql<{ total: number; ids: number[] }>`
      with found as materialized (
        select song_id, ${sql.ref(column)} as key from listed_songs where ${where} limit ${this.#maxSorted + 1}
      ), page as (
        select song_id, row_number() over () as place from (
          select song_id from found order by key is null, key ${directionOf(descending)},
            case when key is null then song_id else ${sql.raw(descending ? '-' : '')}song_id end
          offset ${offset} limit ${limit}
        ) as sorted
      )
      select (select count(*) from found) as total,
        (select coalesce(array_agg(song_id::double precision order by place), '{}') from page) as ids`.execute(
      this.#library,
    );
    const [{ total, ids }] = rows;
    if (total > this.#maxSorted) return undefined;
    this.#totals.set(question, Promise.resolve(total));
    return { total, ids };
  }

  /** Page of the songs with a value in the order's column, then those without, in order of id. */
  async #manyOf(
    order: Order,
    question: string,
    total: number,
    offset: number,
    limit: number,
  ): Promise<number[]> {
    const { where, column, isFull } = order;
    const filled = async () =>
      isFull ? total : this.#filled.get(`${question} ${column}`, () => this.#countFilled(order, total));
    const ids = await this.#keyed(order, question, filled, offset, limit);
    const left = Math.min(limit, total - offset) - ids.length;
    if (left <= 0) return ids;
    const { rows } = await sql<{ id: number }>`
      select song_id as id from listed_songs where ${where} and ${sql.ref(column)} is null
      order by song_id offset ${Math.max(0, offset - (await filled()))} limit ${left}`.execute(this.#library);
    return [...ids, ...rows.map(({ id }) => id)];
  }

  /** Page from the nearest known position: the beginning, the end, or the end of another page. */
  async #keyed(
    order: Order,
    question: string,
    filled: () => Promise<number>,
    offset: number,
    limit: number,
  ): Promise<number[]> {
    const positions = await this.#positions.get(question, async () => []);
    const before = positions.filter((each) => each.offset <= offset);
    const nearest = before.reduce<Position | undefined>(
      (best, each) => (each.offset > (best?.offset ?? 0) ? each : best),
      undefined,
    );
    const skip = offset - (nearest?.offset ?? 0);
    const marked =
      order.isWhole && skip > this.#maxSkipped
        ? await this.#fromMark(order, question, offset, limit)
        : undefined;
    const rows = marked ?? (await this.#fromNearest(order, nearest, filled, offset, limit));
    const last = rows.at(-1);
    if (last) positions.push({ offset: offset + rows.length, ...last });
    if (positions.length > MAX_POSITIONS) positions.shift();
    return rows.map(({ id }) => id);
  }

  async #fromNearest(
    order: Order,
    nearest: Position | undefined,
    filled: () => Promise<number>,
    offset: number,
    limit: number,
  ): Promise<KeyedRow[]> {
    const skip = offset - (nearest?.offset ?? 0);
    const behind = skip > this.#maxSkipped ? (await filled()) - offset - limit : Infinity;
    if (behind <= -limit) return [];
    if (behind < 0 || behind >= skip) return this.#walk(order, nearest, skip, limit);
    return (
      await this.#walk({ ...order, descending: !order.descending }, undefined, behind, limit)
    ).reverse();
  }

  /** Page of the whole list from the last mark in the database before it; undefined without marks. */
  async #fromMark(
    order: Order,
    question: string,
    offset: number,
    limit: number,
  ): Promise<KeyedRow[] | undefined> {
    const { column, descending } = order;
    const mark = await markBefore(this.#library, column, offset + (descending ? limit : 0), descending);
    if (mark === undefined) return undefined;
    const { filled } = mark;
    this.#filled.set(`${question} ${column}`, Promise.resolve(filled));
    const end = Math.min(filled, offset + limit);
    if (end <= offset) return [];
    const skip = (descending ? filled - end : offset) - mark.offset;
    const from = mark.offset > 0 ? mark : undefined;
    const rows = await this.#walk({ ...order, descending: false }, from, skip, end - offset);
    return descending ? rows.reverse() : rows;
  }

  async #walk(
    { where, column, descending }: Order,
    position: Position | undefined,
    skip: number,
    limit: number,
  ): Promise<KeyedRow[]> {
    const [key, direction] = [sql.ref(column), directionOf(descending)];
    const from = position
      ? sql`(${key}, song_id) ${sql.raw(descending ? '<' : '>')} (${position.key}, ${position.id})`
      : sql`${key} is not null`;
    const { rows } =
      await sql<KeyedRow>`select song_id as id, ${key} as key from listed_songs where ${where} and ${from}
      order by ${key} ${direction}, song_id ${direction} offset ${skip} limit ${limit}`.execute(
        this.#library,
      );
    return rows;
  }

  /** Planner's estimate of a query's rows: nearly free, and rough. */
  async #expected(where: Sql): Promise<number> {
    const { rows } = await sql<{ 'QUERY PLAN': readonly { Plan: { 'Plan Rows': number } }[] }>`
      explain (format json) select from listed_songs where ${where}`.execute(this.#library);
    return rows[0]['QUERY PLAN'][0].Plan['Plan Rows'];
  }

  /** Number of songs with a value in the order's column, by counting those without, if they are fewer. */
  async #countFilled({ where, column }: Order, total: number): Promise<number> {
    const { rows } = await sql<{ empty: number }>`
      select null_frac as empty from pg_stats
      where schemaname = current_schema() and tablename = 'listed_songs' and attname = ${column}`.execute(
      this.#library,
    );
    const areFew = rows.length > 0 && rows[0].empty < 0.5;
    const counted = await countRows(
      this.#library,
      sql`${where} and ${sql.ref(column)} is ${sql.raw(areFew ? '' : 'not')} null`,
    );
    return areFew ? total - counted : counted;
  }

  /** Paths of the songs of one page, looked up for these alone: orders are walked in their indexes. */
  async #withPaths(ids: readonly number[]): Promise<FoundSong[]> {
    const { rows } = await sql<FoundSong>`select song_id as id, path from listed_songs
      where ${allOf([sql`song_id = any(${ids}::bigint[])`, this.#ground.scope])}`.execute(this.#library);
    const paths = new Map(rows.map(({ id, path }) => [id, path]));
    return ids.flatMap((id) => {
      const path = paths.get(id);
      return path === undefined ? [] : [{ id, path }];
    });
  }
}

function directionOf(descending: boolean) {
  return sql.raw(descending ? 'desc' : 'asc');
}
