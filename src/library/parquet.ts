/** The library as Parquet: typed columns for data frames. */
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer';
import { VECTOR_COLUMNS, VECTOR_VERSION } from '../analysis/song-vector.ts';
import type { ExportedSong } from './exported-song.ts';

interface Column {
  readonly schema: readonly SchemaElement[];
  readonly of: (song: ExportedSong) => unknown;
}

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const WHOLE = { type: 'INT32' } as const;
const NUMBER = { type: 'DOUBLE' } as const;
const FLOAT = { type: 'FLOAT' } as const;
const TRUTH = { type: 'BOOLEAN' } as const;

const COLUMNS: readonly Column[] = [
  column('path', TEXT, 'REQUIRED', ({ path }) => path),
  column('content_hash', TEXT, 'REQUIRED', ({ contentHash }) => contentHash),
  column('duration_seconds', NUMBER, 'REQUIRED', ({ durationSeconds }) => durationSeconds),
  column('title', TEXT, 'OPTIONAL', ({ title }) => title),
  column('artist', TEXT, 'OPTIONAL', ({ artist }) => artist),
  column('album', TEXT, 'OPTIONAL', ({ album }) => album),
  column('album_artist', TEXT, 'OPTIONAL', ({ albumArtist }) => albumArtist),
  column('year', WHOLE, 'OPTIONAL', ({ year }) => year),
  column('track', WHOLE, 'OPTIONAL', ({ track }) => track),
  list('tagged_genres', 'REQUIRED', [{ name: 'element', repetition_type: 'REQUIRED', ...TEXT }], (song) => [
    ...song.taggedGenres,
  ]),
  column('has_cover', TRUTH, 'REQUIRED', ({ hasCover }) => hasCover),
  column('genre', TEXT, 'REQUIRED', ({ genre }) => genre),
  column('confidence', NUMBER, 'REQUIRED', ({ confidence }) => confidence),
  column('unsure', TRUTH, 'REQUIRED', ({ unsure }) => unsure),
  column('outside', TRUTH, 'REQUIRED', ({ outside }) => outside),
  list(
    'ranking',
    'REQUIRED',
    [
      { name: 'element', repetition_type: 'REQUIRED', num_children: 2 },
      { name: 'genre', repetition_type: 'REQUIRED', ...TEXT },
      { name: 'probability', repetition_type: 'REQUIRED', ...NUMBER },
    ],
    ({ ranking }) => ranking.map(({ genre, probability }) => ({ genre, probability })),
  ),
  column('beats_per_minute', NUMBER, 'REQUIRED', ({ beatsPerMinute }) => beatsPerMinute),
  column('model', TEXT, 'REQUIRED', ({ model }) => `${model.name} ${model.version}`),
  list('vector', 'OPTIONAL', [{ name: 'element', repetition_type: 'REQUIRED', ...FLOAT }], ({ vector }) =>
    vector === undefined ? null : [...vector],
  ),
];

const SCHEMA: SchemaElement[] = [
  { name: 'song', num_children: COLUMNS.length },
  ...COLUMNS.flatMap(({ schema }) => schema),
];

/** What the numbers of `vector` are, in the file's metadata. */
const METADATA = [
  { key: 'tonearm.vector_version', value: String(VECTOR_VERSION) },
  {
    key: 'tonearm.vector_columns',
    value: JSON.stringify(VECTOR_COLUMNS.map(({ recipe, column: name }) => `${recipe}.${name}`)),
  },
];

/**
 * The bytes of a file, piece by piece: a row group for each chunk of songs, of which only one is held.
 * `ranking` is a list of {genre, probability}, `vector` a list of the numbers that similar songs are found by, in
 * the units of their recipes; null where another version of Tonearm heard the song.
 */
export async function* parquetBytes(
  chunks: AsyncIterable<readonly ExportedSong[]>,
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const file = new ParquetWriter({ writer, schema: SCHEMA, kvMetadata: METADATA, createdBy: 'tonearm' });
  for await (const songs of chunks) {
    if (songs.length === 0) continue;
    await file.write({ columnData: columnsOf(songs), rowGroupSize: songs.length });
    yield taken(writer);
  }
  await file.finish();
  yield taken(writer);
}

function columnsOf(songs: readonly ExportedSong[]): ColumnSource[] {
  return COLUMNS.map(({ schema, of }) => ({ name: schema[0].name, data: songs.map(of) }));
}

/** What was written since the last time; the writer goes on counting. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = new Uint8Array(writer.buffer, 0, writer.index).slice();
  writer.index = 0;
  return bytes;
}

function column(
  name: string,
  kind: Pick<SchemaElement, 'type' | 'converted_type'>,
  repetition: 'REQUIRED' | 'OPTIONAL',
  of: Column['of'],
): Column {
  return { schema: [{ name, repetition_type: repetition, ...kind }], of };
}

function list(
  name: string,
  repetition: 'REQUIRED' | 'OPTIONAL',
  element: readonly SchemaElement[],
  of: Column['of'],
): Column {
  return {
    schema: [
      { name, repetition_type: repetition, num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      ...element,
    ],
    of,
  };
}
