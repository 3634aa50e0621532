import { type CSSProperties, memo, useMemo } from 'react';
import { words } from '../../language/en/library.ts';
import { count } from '../song-words.ts';
import type { ColouredBy, Colouring } from './colouring.ts';
import classes from './legend.module.css';

/** Stands among the kinds for songs of none. */
export const NO_KIND = -1;

interface LegendProps {
  readonly by: ColouredBy;
  readonly colouring: Colouring;
  /** Kinds that are shown; none: all. */
  readonly shown: readonly number[];
  readonly onKind: (kind: number) => void;
}

/** Legend of the map: kinds with their colours; each is a switch. */
export const Legend = memo(function Legend({ by, colouring, shown, onKind }: LegendProps) {
  const known = useMemo(() => countsOf(colouring, by === 'genre'), [colouring, by]);
  return (
    <fieldset className={classes.legend} aria-label={words.map.legend}>
      {known.map(({ kind, name, fill, songs }) => (
        <button
          key={kind}
          type="button"
          aria-pressed={shown.includes(kind)}
          data-faded={shown.length > 0 && !shown.includes(kind)}
          style={{ '--fill': fill } as CSSProperties}
          onClick={() => onKind(kind)}
        >
          <span className={classes.dot} aria-hidden="true" />
          {name ?? words.map.rest[by]}
          <span className={classes.count}>{count(songs)}</span>
        </button>
      ))}
    </fieldset>
  );
});

/** The kinds that there are, and how many songs each has. */
function countsOf({ kinds, kind }: Colouring, mostFirst: boolean) {
  const songs = new Uint32Array(kinds.length + 1);
  for (let i = 0; i < kind.length; i++) songs[kind[i]! < 0 ? kinds.length : kind[i]!]! += 1;
  const counted = Array.from(songs, (songs, place) => ({
    kind: place < kinds.length ? place : NO_KIND,
    name: kinds[place]?.name,
    fill: kinds[place]?.fill ?? 'var(--dim)',
    songs,
  })).filter(({ songs }) => songs > 0);
  return mostFirst ? counted.sort((a, b) => b.songs - a.songs) : counted;
}
