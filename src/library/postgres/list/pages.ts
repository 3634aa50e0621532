/** Pages of the list, by keys: what comes behind a song that was seen, and not what comes behind so many. */
import { sql } from 'kysely';
import type { FoundSong, FoundSongs } from '../../catalogue.ts';
import { type BrowseQuery, PAGE, queryKey } from '../../song-filter.ts';
import type { Library } from '../../store.ts';
import { allOf, listConditions, type Sql } from './conditions.ts';
import { mayBeEmpty, orderColumn } from './table.ts';

/** So many are sorted at once; more are walked through in their order. */
const MAX_SORTED = 20_000;
/** Questions, and places in the order of each, that are remembered. */
const MAX_QUESTIONS = 64;
const MAX_MARKS = 200;

type Key = Buffer | number;

interface ListedRow extends FoundSong {
  readonly key: Key;
}

/** A song that was the last before a place. */
interface Mark {
  readonly offset: number;
  readonly key: Key;
  readonly id: number;
}

/** Where songs of one question lie, as long as nothing changes. */
interface Question {
  readonly total: number;
  /** Those with a value to sort by. */
  readonly filled: number;
  readonly marks: Mark[];
}

export class ListPages {
  readonly #library: Library;
  readonly #scope: Sql;
  readonly #questions = new Map<string, Promise<Question>>();

  /** @param scope what is there at all */
  constructor(library: Library, scope: Sql) {
    this.#library = library;
    this.#scope = scope;
  }

  async page({ offset = 0, limit = PAGE, ...asked }: BrowseQuery): Promise<FoundSongs> {
    const { sort = 'artist', descending = false, ...filter } = asked;
    const column = orderColumn(sort);
    const where = allOf([this.#scope, ...listConditions(filter)]);
    const question = await this.#question(queryKey(asked), where, column);
    const { total, filled } = question;
    const songs: FoundSong[] = [];
    if (offset < filled && limit > 0) {
      const order = { column, descending, isFew: total <= MAX_SORTED, where };
      songs.push(...(await this.#keyed(order, question, offset, Math.min(limit, filled - offset))));
    }
    const left = Math.min(limit, total - offset) - songs.length;
    if (left > 0) songs.push(...(await this.#emptyOnes(column, where, Math.max(0, offset - filled), left)));
    return { total, songs: songs.map(({ id, path }) => ({ id, path })) };
  }

  /** How many there are, counted once. */
  #question(key: string, where: Sql, column: string): Promise<Question> {
    const known = this.#questions.get(key);
    if (known) return known;
    const counted = countOf(this.#library, where, column);
    this.#questions.set(key, counted);
    counted.catch(() => this.#questions.delete(key));
    if (this.#questions.size > MAX_QUESTIONS) this.#questions.delete(this.#questions.keys().next().value!);
    return counted;
  }

  /** Those with a value, from the nearest place that is known: the beginning, the end, or the end of another page. */
  async #keyed(
    order: Order,
    { filled, marks }: Question,
    offset: number,
    limit: number,
  ): Promise<FoundSong[]> {
    const mark = marks.reduce<Mark | undefined>(
      (best, each) => (each.offset <= offset && each.offset >= (best?.offset ?? 0) ? each : best),
      undefined,
    );
    const behind = filled - offset - limit;
    const isBackward = behind < offset - (mark?.offset ?? 0);
    const rows = isBackward
      ? (
          await rowsOf(this.#library, { ...order, descending: !order.descending }, undefined, behind, limit)
        ).reverse()
      : await rowsOf(this.#library, order, mark, offset - (mark?.offset ?? 0), limit);
    const last = rows.at(-1);
    if (last) marks.push({ offset: offset + rows.length, key: last.key, id: last.id });
    if (marks.length > MAX_MARKS) marks.shift();
    return rows;
  }

  /** Songs without a value come last, in order of id. */
  async #emptyOnes(column: string, where: Sql, offset: number, limit: number): Promise<readonly FoundSong[]> {
    const { rows } = await sql<FoundSong>`
      select song_id as id, path from listed_songs where ${where} and ${sql.ref(column)} is null
      order by song_id offset ${offset} limit ${limit}`.execute(this.#library);
    return rows;
  }
}

interface Order {
  readonly column: string;
  readonly descending: boolean;
  readonly isFew: boolean;
  readonly where: Sql;
}

async function countOf(library: Library, where: Sql, column: string): Promise<Question> {
  const filled = mayBeEmpty(column) ? sql`count(${sql.ref(column)})` : sql`count(*)`;
  const { rows } = await sql<{ total: number; filled: number }>`
    select count(*) as total, ${filled} as filled from listed_songs where ${where}`.execute(library);
  return { ...rows[0], marks: [] };
}

/** Few songs are found, then sorted; of many the order is followed, and those that do not match are passed over. */
async function rowsOf(
  library: Library,
  { column, descending, isFew, where }: Order,
  mark: Mark | undefined,
  skip: number,
  limit: number,
): Promise<ListedRow[]> {
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const filled = sql`listed_songs where ${where} and ${sql.ref(column)} is not null`;
  const key = sql.ref(isFew ? 'sorted_by' : column);
  const source = isFew
    ? sql`(select song_id, path, ${sql.ref(column)} as sorted_by from ${filled} offset 0) as few where true`
    : filled;
  const behind = mark
    ? sql` and (${key}, song_id) ${sql.raw(descending ? '<' : '>')} (${mark.key}, ${mark.id})`
    : sql``;
  const { rows } = await sql<ListedRow>`select song_id as id, path, ${key} as key from ${source}${behind}
    order by ${key} ${direction}, song_id ${direction} offset ${skip} limit ${limit}`.execute(library);
  return rows;
}
