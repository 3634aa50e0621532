/** The library as rows for other programs. */
import { csvLine } from '../train/csv.ts';
import type { Song } from './songs.ts';

/** Columns of the table, in order; lists are joined by `; `. */
const COLUMNS: Readonly<Record<string, (song: Song) => string | number>> = {
  path: ({ path }) => path,
  content_hash: ({ contentHash }) => contentHash,
  duration_seconds: ({ durationSeconds }) => durationSeconds,
  title: ({ title }) => title ?? '',
  artist: ({ artist }) => artist ?? '',
  album: ({ album }) => album ?? '',
  album_artist: ({ albumArtist }) => albumArtist ?? '',
  year: ({ year }) => year ?? '',
  track: ({ track }) => track ?? '',
  tagged_genres: ({ taggedGenres }) => taggedGenres.join('; '),
  has_cover: ({ hasCover }) => String(hasCover),
  genre: ({ genre }) => genre,
  confidence: ({ confidence }) => confidence,
  unsure: ({ unsure }) => String(unsure),
  beats_per_minute: ({ beatsPerMinute }) => beatsPerMinute,
  model: ({ model }) => `${model.name} ${model.version}`,
};

/** A header and a line a song, without line ends. */
export function* csvLines(songs: Iterable<Song>): Generator<string> {
  yield csvLine(Object.keys(COLUMNS));
  for (const song of songs) yield csvLine(Object.values(COLUMNS).map((of) => of(song)));
}

/** One JSON object a line: the whole `Song`, with the ranking, without the number that only this library knows. */
export function* jsonLines(songs: Iterable<Song>): Generator<string> {
  for (const { id: _, ...song } of songs) yield JSON.stringify(song);
}
