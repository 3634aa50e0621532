/** A million songs that never were, as lines that PostgreSQL copies: names, vectors and fingerprints of real lengths. */
import { randomBytes } from 'node:crypto';
import { VECTOR_COLUMNS, VECTOR_VERSION } from '../../src/analysis/song-vector.ts';
import { QUADRANTS } from '../../src/description/description.ts';
import { randomOf } from '../../src/dsp/random.ts';
import { USUAL_DEVIATIONS } from '../../src/library/similarity/usual-deviations.ts';

const GENRES = ['rock', 'jazz', 'blues', 'pop', 'metal', 'reggae', 'disco', 'country', 'classical', 'hiphop'];
const SYLLABLES =
  'ba be bi ca co da de do el en fa fi ga go ha in ka ko la le li lo ma me mi mo na ne no or pa ra re ri ro sa se si so ta te to tu un va vi wa za zo ö'.split(
    ' ',
  );
const WORDS = 20_000;
const CENTRES = 400;
/** Half a minute of frames, four bytes each. */
const FINGERPRINT_BYTES = 4 * 638;
const POOL_BYTES = 1 << 20;
const SONGS_AN_ARTIST = 12;
const SONGS_AN_ALBUM = 10;
const TOLD = ['guitar', 'calm', 'male vocals', 'instrumental', 'party', 'dance', 'slow', 'piano'];

/** Columns of `songs` that the lines have, in their order. */
export const COPIED_COLUMNS =
  'id, content_hash, analysis, duration_seconds, title, artist, album, year, track, tagged_genres, has_cover, genre, confidence, unsure, ranking, model_name, model_version, beats_per_minute, tempo_confidence, key, camelot, energy, mood, valence, arousal, voice, words, genres, added_at, vector, fingerprint';

export interface CopiedSong {
  readonly song: string;
  /** Path, size, time and content. */
  readonly file: string;
}

/** Song by song, the same for the same seed but for its fingerprint. @param root folder that their paths are below */
export function manySongs(root: string, seed = 1): (i: number) => CopiedSong {
  const random = randomOf(seed);
  const words = vocabulary();
  // Words are as frequent as in a language (Zipf): the n-th occurs a n-th as often as the first.
  const word = () => words[Math.floor(WORDS ** random()) - 1];
  const phrase = (most: number) => Array.from({ length: 1 + Math.floor(most * random()) }, word).join(' ');
  const centres = Array.from({ length: CENTRES }, () => VECTOR_COLUMNS.map(() => gaussian(random)));
  const pool = randomBytes(POOL_BYTES).toString('hex');
  let [artist, album] = ['', ''];
  return (i) => {
    if (i % SONGS_AN_ARTIST === 0) artist = capital(phrase(2));
    if (i % SONGS_AN_ALBUM === 0) album = capital(phrase(3));
    const [title, hash] = [capital(phrase(4)), i.toString(16).padStart(64, '0')];
    const tagged = random() < 0.9;
    const first = Math.floor(CENTRES * random());
    const vector = Float32Array.from(
      VECTOR_COLUMNS,
      (_, c) => (0.75 * centres[first][c] + 0.66 * gaussian(random)) * USUAL_DEVIATIONS[c],
    );
    const sure = 0.4 + 0.6 * random();
    const ranking = GENRES.map((__, rank) => ({
      genre: GENRES[(first + rank) % GENRES.length],
      probability: rank === 0 ? sure : (1 - sure) / (GENRES.length - 1),
    }));
    const hour = 1 + Math.floor(12 * random());
    const offset = 2 * Math.floor(random() * (POOL_BYTES - FINGERPRINT_BYTES));
    const cells = [
      ...[i + 1, hash, `made-up/v${VECTOR_VERSION}.4`, 90 + Math.round(30_000 * random()) / 100],
      ...(tagged
        ? [title, artist, album, 1960 + Math.floor(65 * random()), 1 + (i % SONGS_AN_ALBUM)]
        : [null, null, null, null, null]),
      ...[
        JSON.stringify(tagged ? [ranking[0].genre] : []),
        i % 2,
        ranking[0].genre,
        sure,
        Number(sure < 0.6),
      ],
      ...[JSON.stringify(ranking), 'made-up', '1', 60 + Math.round(12_000 * random()) / 100, 0.8],
      ...[
        `${'CDEFGAB'[hour % 7]} major`,
        `${hour}B`,
        random(),
        QUADRANTS[Math.floor(4 * random())],
        random(),
        random(),
        random(),
      ],
      ...[
        JSON.stringify([TOLD[first % 8], TOLD[(first + i) % 8]]),
        JSON.stringify(sure < 0.6 ? [] : [ranking[0].genre]),
      ],
      ...[1.6e12 + i * 60_000, `\\\\x${Buffer.from(vector.buffer).toString('hex')}`],
      `\\\\x${pool.slice(offset, offset + 2 * FINGERPRINT_BYTES)}`,
    ];
    const path = `${root}/${artist}/${album}/${String(1 + (i % SONGS_AN_ALBUM)).padStart(2, '0')} ${title} ${i}.mp3`;
    return { song: line(cells), file: line([path, 4_000_000 + i, 1.6e12 + i, hash]) };
  };
}

function line(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => cell ?? '\\N').join('\t')}\n`;
}

function vocabulary(): string[] {
  const random = randomOf(7);
  const made = new Set<string>();
  while (made.size < WORDS) {
    const length = 2 + Math.floor(3 * random());
    made.add(Array.from({ length }, () => SYLLABLES[Math.floor(SYLLABLES.length * random())]).join(''));
  }
  return [...made];
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

/** Box and Muller's. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
