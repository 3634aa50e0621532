import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { strings } from '../../language/en/main.ts';
import { clock } from '../../timeline/time-axis.ts';
import { Cover } from '../cover.tsx';
import { GenreWords } from '../genre-words.tsx';
import { artistOf, moodName, tempoOf, titleOf } from '../song-words.ts';
import type { ColouredBy } from './colouring.ts';
import classes from './map-page.module.css';

/** Card of the hovered song, with the property that its colour shows. */
export function PointCard({ song, by }: { song: LibrarySong; by: ColouredBy }) {
  const value = shownValueOf(song, by);
  return (
    <div className={classes.card} role="status">
      <Cover song={song} size={52} />
      <div>
        <strong>{titleOf(song)}</strong>
        <span>{artistOf(song)}</span>
        <span className={classes.cardFoot}>
          {by === 'genre' ? <GenreWords song={song} /> : <span>{value ?? words.map.rest[by]}</span>}{' '}
          {clock(song.durationSeconds)}
        </span>
      </div>
    </div>
  );
}

/** Undefined where it is not known. */
function shownValueOf(song: LibrarySong, by: ColouredBy): string | undefined {
  const { mood, energy, key, camelot, year } = song;
  const tempo = tempoOf(song);
  const value = {
    genre: undefined,
    mood: mood && moodName(mood),
    energy: energy !== null && words.map.energyOf(strings.sound.ofTen(energy)),
    tempo: tempo && words.song.bpm(tempo),
    key: key && camelot && words.filter.keyName(strings.sound.keyName(key), camelot),
    year: year !== null && String(year),
  }[by];
  return value || undefined;
}
