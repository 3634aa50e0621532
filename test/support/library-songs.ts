/** Songs of a library that never were: groups of similar sound, units as different as real ones. */
import { VECTOR_COLUMNS, VECTOR_VERSION } from '../../src/analysis/song-vector.ts';
import { QUADRANTS } from '../../src/description/description.ts';
import { randomOf } from '../../src/dsp/random.ts';
import type { Catalogue } from '../../src/library/catalogue/catalogue.ts';
import { featuresOfSongs, type SongFeatures } from '../../src/library/similarity/song-features.ts';
import { USUAL_DEVIATIONS } from '../../src/library/similarity/usual-deviations.ts';
import type { Entry } from '../../src/library/songs/entry.ts';
import type { NewSongRow } from '../../src/library/store/schema.ts';
import type { Library } from '../../src/library/store/store.ts';

const GENRES = ['rock', 'jazz', 'blues', 'pop', 'metal', 'reggae', 'disco', 'country', 'classical', 'hiphop'];
const WORDS = 'night river Ängel blue 夜 dance of the golden train love again lost summer café fire'.split(
  ' ',
);
const GROUPS = 40;
const FRAMES = 60;
/** Every so many songs the next is a copy of the one before, under other names. */
const COPY_EVERY = 10;
const CODEC_NOISE = 0.02;
const NOTES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const ROWS_AT_ONCE = 500;

export interface MadeUpSong extends NewSongRow {
  readonly path: string;
}

export interface SoundingEntry extends Entry {
  readonly features: SongFeatures;
}

/** The same `count` songs for the same seed. Two in three carry tags; artists have twelve songs each. */
export function madeUpSongs(count: number, seed = 1): MadeUpSong[] {
  const random = randomOf(seed);
  const centres = Array.from({ length: GROUPS }, () => VECTOR_COLUMNS.map(() => 2 * random() - 1));
  const songs: MadeUpSong[] = [];
  for (let i = 0; i < count; i++) {
    const song = madeUpSong(i, centres[Math.floor(random() * GROUPS)], random);
    songs.push(isCopy(i) ? { ...song, ...soundOfCopy(songs[i - 1], random) } : song);
  }
  return songs;
}

/** Whether song `i`, counted from 0, is a copy of song `i - 1`. */
export function isCopy(i: number): boolean {
  return i % COPY_EVERY === COPY_EVERY - 1;
}

/** Entries as a catalogue would hold them, with their sounds, without a library. */
export async function madeUpEntries(count: number, seed = 1): Promise<readonly SoundingEntry[]> {
  const catalogue = await madeUpCatalogue(count, seed);
  const songs = await catalogue.all();
  const featuresById = await featuresOfSongs(catalogue.library, songs);
  return songs.map((song) => ({ ...song, features: featuresById.get(song.id)! }));
}

/** Catalogue in an empty library; default: one of its own, in memory. */
export async function madeUpCatalogue(count: number, seed = 1, empty?: Library): Promise<Catalogue> {
  const { openLibrary } = await import('../../src/library/store/store.ts');
  const { openCatalogue } = await import('../../src/library/catalogue/open-catalogue.ts');
  const library = empty ?? (await openLibrary(':memory:'));
  await keepSongs(library, madeUpSongs(count, seed));
  return openCatalogue(library);
}

/** Writes them as a scan would have. */
export async function keepSongs(library: Library, songs: readonly MadeUpSong[]): Promise<void> {
  for (let from = 0; from < songs.length; from += ROWS_AT_ONCE) {
    const some = songs.slice(from, from + ROWS_AT_ONCE);
    await library
      .insertInto('songs')
      .values(some.map(({ path: _, ...row }) => row))
      .execute();
    await library
      .insertInto('files')
      .values(some.map(({ path, contentHash }) => fileOf(path, contentHash)))
      .execute();
  }
}

export function fileOf(path: string, hash: string | null) {
  return { path, size: 1, modifiedMs: 1, contentHash: hash, errorCode: null, errorMessage: null };
}

function madeUpSong(i: number, centre: readonly number[], random: () => number): MadeUpSong {
  const tagged = random() < 2 / 3;
  const artist = Math.floor(i / 12);
  const words = Array.from({ length: 3 }, () => WORDS[Math.floor(random() * WORDS.length)]);
  const sure = 0.4 + 0.6 * random();
  const first = Math.floor(Math.abs(centre[0]) * GENRES.length);
  const ranking = GENRES.map((_, rank) => ({
    genre: GENRES[(first + rank) % GENRES.length],
    probability: rank === 0 ? sure : (1 - sure) / (GENRES.length - 1),
  }));
  const vector = Float32Array.from(VECTOR_COLUMNS, (_, column) => {
    return 2 * (centre[column] + 0.6 * (random() + random() - 1)) * USUAL_DEVIATIONS[column];
  });
  const fingerprint = Uint32Array.from({ length: FRAMES }, () => random() * 2 ** 32);
  return {
    path: `/music/artist ${artist}/${i} ${words.join(' ')}.mp3`,
    contentHash: i.toString(16).padStart(64, '0'),
    analysis: `made-up/v${VECTOR_VERSION}`,
    durationSeconds: 100 + (i % 173),
    title: tagged ? `${words.join(' ')} ${i}` : null,
    artist: tagged ? `Artist ${artist}` : null,
    album: tagged ? `Album ${Math.floor(i / 6)}` : null,
    albumArtist: null,
    year: tagged && i % 5 > 0 ? 1960 + (i % 60) : null,
    track: tagged ? 1 + (i % 6) : null,
    taggedGenres: JSON.stringify(tagged ? [ranking[0].genre] : []),
    hasCover: Number(i % 2),
    genre: ranking[0].genre,
    confidence: sure,
    unsure: Number(sure < 0.6),
    ranking: JSON.stringify(ranking),
    modelName: 'made-up',
    modelVersion: '1',
    beatsPerMinute: 60 + Math.floor(1200 * random()) / 10,
    tempoConfidence: 0.8,
    ...description(i),
    vector: Buffer.from(vector.buffer),
    fingerprint: Buffer.from(fingerprint.buffer),
    errorCode: null,
    errorMessage: null,
  };
}

/** Key, energy and mood by its number alone; one song in seven has none of them. */
function description(i: number) {
  const random = randomOf(i);
  if (i % 7 === 6) return { key: null, camelot: null, energy: null, mood: null };
  const minor = random() < 0.5;
  const hour = Math.floor(12 * random());
  const tonic = NOTES[(7 * hour + (minor ? 8 : 11)) % 12];
  return {
    key: `${tonic} ${minor ? 'minor' : 'major'}`,
    camelot: `${hour + 1}${minor ? 'A' : 'B'}`,
    energy: random(),
    mood: QUADRANTS[Math.floor(4 * random())],
  };
}

/** Sound of a copy from another codec: some bits of the fingerprint differ, the vector a little. */
function soundOfCopy({ vector, fingerprint }: MadeUpSong, random: () => number) {
  const numbers = new Float32Array(new Uint8Array(vector!).buffer).map(
    (value) => value * (1 + 1e-3 * random()),
  );
  const bits = new Uint32Array(new Uint8Array(fingerprint!).buffer).map((frame) =>
    Array.from({ length: 32 }).reduce<number>(
      (changed, _, bit) => (random() < CODEC_NOISE ? changed ^ (1 << bit) : changed),
      frame,
    ),
  );
  return { vector: Buffer.from(numbers.buffer), fingerprint: Buffer.from(bits.buffer) };
}
