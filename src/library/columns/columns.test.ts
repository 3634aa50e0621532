import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import Database from 'libsql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESCRIBED } from '../../../test/support/described.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { MIGRATIONS } from '../store/migrations.ts';
import { openLibrary } from '../store/store.ts';
import { snakeCase } from './names.ts';
import { COLUMN_NAMES, columnOf, readColumns, storedColumns, TABLE_COLUMNS } from './song-columns.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-columns-'));
});

afterAll(() => removeFolder(folder));

test('what is kept of a song is read back as it was', () => {
  const { prediction, tags } = DESCRIBED;
  expect(readColumns(storedColumns(DESCRIBED), COLUMN_NAMES)).toMatchObject({
    durationSeconds: 12.5,
    title: 'Night',
    artist: null,
    year: 1960,
    taggedGenres: tags.genres,
    hasCover: true,
    genre: 'jazz',
    unsure: false,
    outside: true,
    ranking: prediction.ranking,
    beatsPerMinute: 124.5,
    tempoConfidence: 0.7,
    key: 'A minor',
    camelot: '8A',
    energy: 0.7,
    mood: 'tense',
    valence: 0.2,
    arousal: 0.9,
    loudnessLufs: -9.5,
    loudnessRangeLu: 4,
    truePeakDb: 0.2,
    voice: 0.9,
    words: ['jazz'],
    firstBeatSeconds: 0.31,
    gridBeatsPerMinute: 124.52,
    disc: 2,
    genres: ['jazz'],
  });
});

test('a mood that is hard to say is none, and parts that are not told are missing', () => {
  const { prediction } = DESCRIBED;
  const mood = { ...prediction.description!.mood!, unsure: true };
  const song = { ...DESCRIBED, prediction: { ...prediction, description: { mood } } };
  expect(readColumns(storedColumns(song), COLUMN_NAMES)).toMatchObject({
    mood: null,
    valence: 0.2,
    beatsPerMinute: DESCRIBED.sound.beatsPerMinute,
    tempoConfidence: null,
    key: null,
    words: [],
  });
});

test('the file of a new library has every column, of its type', async () => {
  const library = await openLibrary(':memory:');
  const { rows } = await sql<{ name: string; type: string }>`pragma table_info(songs)`.execute(library);
  const types = new Map(rows.map(({ name, type }) => [name, type.toLowerCase()]));
  for (const name of COLUMN_NAMES) expect(types.get(snakeCase(name)), name).toBe(columnOf(name).kind.sql);
  await library.destroy();
});

test('a library that was made before a column gets it when it is opened', async () => {
  const path = join(folder, 'library.sqlite');
  await (await openLibrary(path)).destroy();
  const older = new Database(path);
  older.exec("insert into songs (content_hash, analysis, genre) values ('a', 'x/v1', 'jazz')");
  for (const name of ['album_artist', 'beats_per_minute']) {
    older.exec('drop index if exists songs_by_genre');
    older.exec(`alter table songs drop column ${name}`);
  }
  older.close();
  const library = await openLibrary(path);
  const song = await library.selectFrom('songs').selectAll().executeTakeFirstOrThrow();
  expect(song).toMatchObject({ genre: 'jazz', albumArtist: null, beatsPerMinute: null });
  await library.destroy();
});

test('a library of the time when beats a minute were a tempo keeps them', async () => {
  const path = join(folder, 'tempo.sqlite');
  const older = new Database(path);
  for (const step of MIGRATIONS.slice(0, 4)) older.exec(step);
  older.exec("insert into songs (content_hash, analysis, tempo) values ('a', 'x/v4', 98.5)");
  older.exec('pragma user_version = 4');
  older.close();
  const library = await openLibrary(path);
  const song = await library.selectFrom('songs').select('beatsPerMinute').executeTakeFirstOrThrow();
  expect(song).toEqual({ beatsPerMinute: 98.5 });
  await library.destroy();
});

test('columns that are held in memory are texts, numbers and flags', () => {
  const kinds = TABLE_COLUMNS.map((name) => columnOf(name).kind.holds);
  expect(kinds.filter((kind) => kind === 'list')).toEqual([]);
});
