/** Songs of a library that never were: vectors at random, units as different as real ones. */

import { VECTOR_COLUMNS } from '../../src/library/song-vector.ts';
import type { SongSounds } from '../../src/library/songs.ts';
import { randomOf } from '../../src/train/random.ts';

const GENRES = ['rock', 'jazz', 'blues'];

export function madeUpSongs(count: number): SongSounds[] {
  const random = randomOf(1);
  return Array.from({ length: count }, (_, i) => {
    const sure = 0.5 + random() / 2;
    const [genre, ...others] = [...GENRES.slice(i % 3), ...GENRES.slice(0, i % 3)];
    return {
      song: {
        id: i + 1,
        path: `/music/${i}.wav`,
        contentHash: i.toString(16).padStart(64, '0'),
        durationSeconds: 100 + (i % 7),
        title: `Song ${i}`,
        artist: `Artist ${i % 11}`,
        album: `Album ${i % 23}`,
        albumArtist: null,
        year: 2000,
        track: null,
        taggedGenres: [],
        hasCover: false,
        genre,
        confidence: sure,
        unsure: false,
        ranking: [genre, ...others].map((name, rank) => ({
          genre: name,
          probability: rank === 0 ? sure : (1 - sure) / 2,
        })),
        model: { name: 'made-up', version: '1' },
        beatsPerMinute: 60 + Math.floor(120 * random()),
      },
      vector: Float32Array.from(VECTOR_COLUMNS, (_, column) => random() * 10 ** (column % 5)),
      fingerprint: Uint32Array.from({ length: 100 }, () => random() * 2 ** 32),
    };
  });
}
