/** Export of the library as Parquet: typed columns for data frames. */
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer';
import { VECTOR_COLUMNS, VECTOR_VERSION } from '../../analysis/song-vector.ts';
import { type Kind, parquetElements, parquetList, required, TEXT } from '../columns/column-kinds.ts';
import { snakeCase } from '../columns/names.ts';
import { COLUMN_NAMES, columnOf } from '../columns/song-columns.ts';
import type { ExportedSong } from './exported-song.ts';

interface ExportedColumn {
  readonly schema: readonly SchemaElement[];
  readonly of: (song: ExportedSong) => unknown;
}

const COLUMNS: readonly ExportedColumn[] = [
  exported('path', TEXT, ({ path }) => path),
  exported('contentHash', TEXT, ({ contentHash }) => contentHash),
  ...COLUMN_NAMES.map((name) => exported(name, columnOf(name).kind, (song) => song[name])),
  exported('model', TEXT, ({ model }) => `${model.name} ${model.version}`),
  exported(
    'vector',
    { parquet: parquetList([required('element', { type: 'FLOAT' })]), isOptional: true },
    (song) => (song.vector === undefined ? null : [...song.vector]),
  ),
];

const SCHEMA: SchemaElement[] = [
  { name: 'song', num_children: COLUMNS.length },
  ...COLUMNS.flatMap(({ schema }) => schema),
];

/** File metadata that describes the numbers of `vector`. */
const METADATA = [
  { key: 'tonearm.vector_version', value: String(VECTOR_VERSION) },
  {
    key: 'tonearm.vector_columns',
    value: JSON.stringify(VECTOR_COLUMNS.map(({ recipe, column: name }) => `${recipe}.${name}`)),
  },
];

/**
 * Bytes of a file in pieces: a row group for each chunk of songs, of which only one is held. `ranking` is a
 * list of {genre, probability}, `vector` a list of the numbers that similar songs are found by, in the units
 * of their recipes; null if another version of Tonearm analysed the song.
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

/** Bytes written since the last call; the writer's offsets go on. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = new Uint8Array(writer.buffer, 0, writer.index).slice();
  writer.index = 0;
  return bytes;
}

function exported(
  name: string,
  kind: Pick<Kind, 'parquet' | 'isOptional'>,
  of: ExportedColumn['of'],
): ExportedColumn {
  return { schema: parquetElements(snakeCase(name), kind), of };
}
