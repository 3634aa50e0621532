import { type CSSProperties, memo, type ReactNode } from 'react';
import { shortKey } from '../../../src/description/comment-template.ts';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { Link } from '../../shell/link.tsx';
import { clock } from '../../timeline/time-axis.ts';
import { GenreButton } from '../corrections/genre-button.tsx';
import { Confidence } from '../genre-words.tsx';
import { songAddress } from '../paths.ts';
import { PlayCover } from '../play-cover.tsx';
import type { Playing } from '../player/library-player.ts';
import { artistOf, moodName, tempoOf, titleOf } from '../song-words.ts';
import { GridPart } from './grid-part.tsx';
import classes from './song-table.module.css';

interface SongRowProps {
  readonly id: string;
  readonly index: number;
  /** Pixels below the first row. */
  readonly top: number;
  /** Undefined while it is on its way. */
  readonly song: LibrarySong | undefined;
  readonly active: boolean;
  readonly selected: boolean;
  /** Undefined where another song plays, or none. */
  readonly status: Playing['status'] | undefined;
  readonly loadsCover: boolean;
}

/** A row of the table. What is done with it is the table's business. */
export const SongRow = memo(function SongRow(props: SongRowProps) {
  const { id, index, top, song, active, selected, status, loadsCover } = props;
  const place = { transform: `translateY(${top}px)` } as CSSProperties;
  const common = { id, className: classes.row, style: place, 'data-row': index, 'data-active': active };
  if (!song) {
    return (
      <GridPart {...common} role="row" aria-rowindex={index + 2} aria-busy="true">
        <GridPart role="gridcell" className={classes.ghost} />
      </GridPart>
    );
  }
  return (
    <GridPart {...common} role="row" aria-rowindex={index + 2} aria-selected={selected} data-status={status}>
      <TickCell title={titleOf(song)} selected={selected} />
      <TitleCell song={song} status={status} loadsCover={loadsCover} />
      <Cell name="artist">{artistOf(song)}</Cell>
      <Cell name="album">{song.album}</Cell>
      <Cell name="genre">
        <GenreButton song={song} tabIndex={-1} />
      </Cell>
      <Cell name="confidence">
        <Confidence song={song} />
      </Cell>
      <Cell name="camelot">
        {song.key !== null && (
          <>
            {shortKey(song.key)} <span>{song.camelot}</span>
          </>
        )}
      </Cell>
      <Cell name="mood">{song.mood !== null && moodName(song.mood)}</Cell>
      <Cell name="energy">{song.energy !== null && Math.round(10 * song.energy)}</Cell>
      <Cell name="beatsPerMinute">{tempoOf(song) ?? '–'}</Cell>
      <Cell name="durationSeconds">{clock(song.durationSeconds)}</Cell>
    </GridPart>
  );
});

function Cell({ name, children }: { name: string; children: ReactNode }) {
  return (
    <GridPart role="gridcell" className={classes[name]}>
      {children}
    </GridPart>
  );
}

function TickCell({ title, selected }: { title: string; selected: boolean }) {
  return (
    <Cell name="tick">
      <span data-tick className={classes.tickArea}>
        <input
          type="checkbox"
          tabIndex={-1}
          readOnly
          checked={selected}
          aria-label={words.table.select(title)}
        />
      </span>
    </Cell>
  );
}

interface TitleCellProps extends Pick<SongRowProps, 'status' | 'loadsCover'> {
  readonly song: LibrarySong;
}

function TitleCell({ song, status, loadsCover }: TitleCellProps) {
  const title = titleOf(song);
  return (
    <Cell name="title">
      <PlayCover
        song={song}
        current={status !== undefined}
        plays={status === 'playing' || status === 'loading'}
        load={loadsCover}
        data-play
        tabIndex={-1}
      />
      <span className={classes.names}>
        <Link className={classes.name} tabIndex={-1} href={songAddress(song.id)} title={title}>
          {title}
        </Link>
        <span className={classes.under}>
          <span>{artistOf(song)}</span>
          <GenreButton song={song} tabIndex={-1} />
        </span>
      </span>
    </Cell>
  );
}
