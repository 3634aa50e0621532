import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileOf, keepSongs, madeUpSongs } from '../../../test/support/library-songs.ts';
import { VECTOR_COLUMNS } from '../../analysis/song-vector.ts';
import { parseCsv } from '../../csv.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { openCatalogue } from '../catalogue/open-catalogue.ts';
import { featuresOfSongs, type SongFeatures } from '../similarity/song-features.ts';
import { type Song, songsOf } from '../songs/songs.ts';
import { openLibrary } from '../store/store.ts';
import { type ExportFormat, exportBytes, exportedSongs } from './export.ts';

const SONGS = 1203;
const ODD_PATH = '/a\n"b",c.wav';
let catalogue: Catalogue;
let songs: Song[];
let featuresById: ReadonlyMap<number, SongFeatures>;

beforeAll(async () => {
  const library = await openLibrary(':memory:');
  const rows = madeUpSongs(SONGS);
  const odd = { path: ODD_PATH, title: null, taggedGenres: '["Hip-Hop","Rap, old","夜"]', analysis: 'x/v0' };
  await keepSongs(library, [...rows.slice(0, 400), ...rows.slice(401), { ...rows[400], ...odd }]);
  catalogue = await openCatalogue(library);
  const entries = (await catalogue.all()).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  songs = (await Promise.all(entries.map((entry) => songsOf(library, [entry])))).flat();
  featuresById = await featuresOfSongs(library, songs);
});

describe('everything comes back', () => {
  test('from the table, whatever stands in names', async () => {
    const { columns, rows } = parseCsv(await exported('csv'));
    expect(rows).toHaveLength(SONGS);
    const cellOf = (row: number, name: string) => rows[row].cells[columns.indexOf(name)];
    expect(cellOf(0, 'path')).toBe(ODD_PATH);
    expect(cellOf(0, 'title')).toBe('');
    expect(cellOf(0, 'tagged_genres')).toBe('Hip-Hop; Rap, old; 夜');
    songs.forEach((song, i) => {
      expect(cellOf(i, 'path')).toBe(song.path);
      expect(Number(cellOf(i, 'confidence'))).toBe(song.confidence);
    });
  });

  test('from JSON, all but the row number', async () => {
    const lines = (await exported('jsonl')).toString().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(songs.map(({ id: _, ...song }) => song));
  });

  test('from Parquet, with types, lists, and the vector', async () => {
    const file = arrayBufferOf(await exported('parquet'));
    const metadata = parquetMetadata(file);
    expect(metadata.row_groups.length).toBeGreaterThan(1);
    const names = metadata.key_value_metadata?.find(({ key }) => key === 'tonearm.vector_columns')?.value;
    expect(JSON.parse(names!)).toHaveLength(VECTOR_COLUMNS.length);
    const rows = await parquetReadObjects({ file });
    expect(rows).toHaveLength(SONGS);
    songs.forEach((song, i) => {
      const { vector, ...row } = rows[i];
      expect(row).toEqual(asRow(song));
      const features = featuresById.get(song.id);
      expect(vector ?? undefined).toEqual(features && [...features.subarray(0, VECTOR_COLUMNS.length)]);
    });
    expect(rows[0].vector).toBeUndefined();
  });

  test('a song with several files has a row for each', async () => {
    const library = await openLibrary(':memory:');
    const [song] = madeUpSongs(1);
    await keepSongs(library, [song]);
    await library.insertInto('files').values(fileOf('/a copy.mp3', song.contentHash)).execute();
    const lines = (await exported('jsonl', await openCatalogue(library))).toString().trimEnd().split('\n');
    const rows = lines.map((line) => JSON.parse(line));
    expect(rows.map(({ path }) => path)).toEqual(['/a copy.mp3', song.path]);
    expect(rows.map(({ contentHash }) => contentHash)).toEqual([song.contentHash, song.contentHash]);
  });

  test('nothing gives a file of nothing', async () => {
    const empty = await openCatalogue(await openLibrary(':memory:'));
    expect(await parquetReadObjects({ file: arrayBufferOf(await exported('parquet', empty)) })).toEqual([]);
    expect(parseCsv(await exported('csv', empty)).rows).toEqual([]);
  });
});

async function exported(format: ExportFormat, from = catalogue): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of exportBytes(format, exportedSongs(from))) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function asRow(song: Song): Record<string, unknown> {
  return {
    path: song.path,
    content_hash: song.contentHash,
    duration_seconds: song.durationSeconds,
    title: song.title,
    artist: song.artist,
    album: song.album,
    album_artist: song.albumArtist,
    year: song.year,
    track: song.track,
    tagged_genres: song.taggedGenres,
    has_cover: song.hasCover,
    genre: song.genre,
    confidence: song.confidence,
    unsure: song.unsure,
    outside: song.outside,
    ranking: song.ranking,
    beats_per_minute: song.beatsPerMinute,
    key: song.key,
    camelot: song.camelot,
    energy: song.energy,
    mood: song.mood,
    valence: song.valence,
    arousal: song.arousal,
    loudness_lufs: song.loudnessLufs,
    loudness_range_lu: song.loudnessRangeLu,
    true_peak_db: song.truePeakDb,
    voice: song.voice,
    words: song.words,
    tempo_confidence: song.tempoConfidence,
    first_beat_seconds: song.firstBeatSeconds,
    grid_beats_per_minute: song.gridBeatsPerMinute,
    disc: song.disc,
    genres: song.genres,
    added_at: song.addedAt,
    model: `${song.model.name} ${song.model.version}`,
  };
}
