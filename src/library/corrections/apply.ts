/** Maintains the table `taught` from the corrections and the songs that exist. */
import { type Selectable, sql } from 'kysely';
import { vectorOf } from '../similarity/song-features.ts';
import type { SongRow, TaughtRow } from '../store/schema.ts';
import type { Library } from '../store/store.ts';
import { currentCorrections } from './current.ts';
import { answersByNeighbours, type NamedSong } from './neighbours.ts';

const ROWS_AT_ONCE = 200;
const SONGS_AT_ONCE = 5000;
const MAX_TRIES = 5;

/**
 * Recomputes every row of `taught` and writes those that changed; idempotent, safe to kill.
 * @returns songs whose answer by their neighbours is another now.
 */
export async function applyCorrections(library: Library): Promise<number> {
  for (let tries = 1; ; tries++) {
    const state = await stateOf(library);
    const wanted = await answersOf(library);
    const changes = changesBetween(await library.selectFrom('taught').selectAll().execute(), wanted);
    // Somebody else said something meanwhile: their answers are in the next round.
    if (state === (await stateOf(library)) || tries === MAX_TRIES) {
      await write(library, changes);
      return changes.neighbours;
    }
  }
}

interface Changes {
  readonly gone: readonly string[];
  readonly kept: readonly TaughtRow[];
  readonly neighbours: number;
}

/** State of the corrections: another text after each change. */
async function stateOf(library: Library): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select coalesce(max(id), 0) || ' ' || count(*) as state from corrections`.execute(library);
  return rows[0].state;
}

async function answersOf(library: Library): Promise<Map<string, TaughtRow>> {
  const corrections = await currentCorrections(library).execute();
  const wanted = new Map<string, TaughtRow>();
  if (corrections.length === 0) return wanted;
  const said = new Map(corrections.map(({ contentHash, genre }) => [contentHash, genre]));
  const named: NamedSong[] = [];
  for await (const songs of placedAmong(library, [...said.keys()])) {
    for (const song of songs) named.push({ ...song, named: said.get(song.contentHash) });
  }
  for await (const songs of allPlaced(library)) {
    const others = songs.filter(({ contentHash }) => !said.has(contentHash));
    for (const [contentHash, { genre, songs: near }] of await answersByNeighbours([...named, ...others]))
      wanted.set(contentHash, { contentHash, genre, songs: near });
  }
  for (const [contentHash, genre] of said) wanted.set(contentHash, { contentHash, genre, songs: 0 });
  return wanted;
}

type PlacedSong = Omit<NamedSong, 'named'>;
type PlacedRow = Pick<Selectable<SongRow>, 'id' | 'contentHash' | 'analysis' | 'vector'>;

async function* allPlaced(library: Library): AsyncIterable<readonly PlacedSong[]> {
  for (let last: number | undefined = -1; last !== undefined; ) {
    const rows: PlacedRow[] = await placedRows(library).where('id', '>', last).limit(SONGS_AT_ONCE).execute();
    yield placed(rows);
    last = rows.length < SONGS_AT_ONCE ? undefined : rows[rows.length - 1].id;
  }
}

async function* placedAmong(
  library: Library,
  hashes: readonly string[],
): AsyncIterable<readonly PlacedSong[]> {
  for (let from = 0; from < hashes.length; from += ROWS_AT_ONCE) {
    const some = hashes.slice(from, from + ROWS_AT_ONCE);
    yield placed(await placedRows(library).where('contentHash', 'in', some).execute());
  }
}

/** Songs that exist: former contents of a file whose tags changed must not count twice. */
function placedRows(library: Library) {
  return library
    .selectFrom('songs')
    .select(['id', 'contentHash', 'analysis', 'vector'])
    .where('vector', 'is not', null)
    .where('genre', 'is not', null)
    .where('contentHash', 'in', ({ selectFrom }) =>
      selectFrom('files').select('files.contentHash').where('files.contentHash', 'is not', null),
    )
    .orderBy('id');
}

/** Songs with a vector of the current version. */
function placed(rows: readonly PlacedRow[]): PlacedSong[] {
  return rows.flatMap((row) => {
    const vector = vectorOf(row);
    return vector ? [{ contentHash: row.contentHash, vector }] : [];
  });
}

function changesBetween(rows: readonly TaughtRow[], wanted: ReadonlyMap<string, TaughtRow>): Changes {
  const before = new Map(rows.map((row) => [row.contentHash, row]));
  const gone = [...before.keys()].filter((hash) => !wanted.has(hash));
  const kept = [...wanted.values()].filter(({ contentHash, genre, songs }) => {
    const old = before.get(contentHash);
    return old === undefined || old.genre !== genre || old.songs !== songs;
  });
  const isByOthers = (row: TaughtRow | undefined) => row !== undefined && row.songs > 0;
  const neighbours = [...gone.map((hash) => before.get(hash)), ...kept].filter(isByOthers).length;
  return { gone, kept, neighbours };
}

async function write(library: Library, { gone, kept }: Changes): Promise<void> {
  if (gone.length + kept.length === 0) return;
  await library.transaction().execute(async (work) => {
    for (let from = 0; from < gone.length; from += ROWS_AT_ONCE) {
      await work
        .deleteFrom('taught')
        .where('contentHash', 'in', gone.slice(from, from + ROWS_AT_ONCE))
        .execute();
    }
    for (let from = 0; from < kept.length; from += ROWS_AT_ONCE) {
      await work
        .insertInto('taught')
        .values(kept.slice(from, from + ROWS_AT_ONCE))
        .onConflict((conflict) =>
          conflict.column('contentHash').doUpdateSet(({ ref }) => ({
            genre: ref('excluded.genre'),
            songs: ref('excluded.songs'),
          })),
        )
        .execute();
    }
  });
}
