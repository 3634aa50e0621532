import { memo } from 'react';
import { IconArrowRight } from '../../icons/icons.ts';
import { words } from '../../language/en/inbox.ts';
import { percent } from '../../language/en/main.ts';
import { GenreWords } from '../genre-words.tsx';
import { player } from '../library-state.ts';
import { PlayCover } from '../play-cover.tsx';
import { artistOf, titleOf } from '../song-words.ts';
import type { Action, Row } from './decisions.ts';
import classes from './inbox-row.module.css';

export type RowDoing = Action | 'untick' | 'correct' | 'right' | 'skip';

interface InboxRowProps {
  readonly id: string;
  readonly row: Row;
  readonly place: number;
  readonly active: boolean;
  readonly action: Action | undefined;
  readonly plays: boolean;
  readonly onDo: (place: number, doing: RowDoing) => void;
}

/** A song, what its file says, what it hears, and what the file would say. */
export const InboxRow = memo(function InboxRow(props: InboxRowProps) {
  const { id, row, place, active, action, plays, onDo } = props;
  const { song, after } = row;
  const title = titleOf(song);
  const isLabelled = song.taught?.by === 'you';
  return (
    <li id={id} className={classes.row} data-active={active} data-ticked={action !== undefined}>
      <label className={classes.tick}>
        <input
          type="checkbox"
          aria-label={words.tick(title)}
          checked={action !== undefined}
          onChange={() => onDo(place, action === undefined ? 'accept' : 'untick')}
        />
      </label>
      <PlayCover song={song} current={plays} plays={plays} onClick={() => player.toggle(song)} />
      <span className={classes.names}>
        <strong>{title}</strong>
        <span>{artistOf(song)}</span>
      </span>
      <span className={classes.says}>
        <small>{words.says}</small>
        <Chips genres={song.taggedGenres} />
      </span>
      <span className={classes.hears}>
        <small>{isLabelled ? words.youSaid : words.hears}</small>
        <span>
          <GenreWords song={song} />{' '}
          {!isLabelled && <span className={classes.share}>{percent(song.confidence)}</span>}
        </span>
      </span>
      <span className={classes.after}>
        {action !== undefined && (
          <>
            <IconArrowRight size={16} aria-label={words.becomes} />
            <Chips genres={after[action]} />
          </>
        )}
      </span>
      <RowActions after={after} action={action} onDo={(doing) => onDo(place, doing)} />
    </li>
  );
});

interface RowActionsProps {
  readonly after: Row['after'];
  readonly action: Action | undefined;
  readonly onDo: (doing: RowDoing) => void;
}

function RowActions({ after, action, onDo }: RowActionsProps) {
  return (
    <span className={classes.actions}>
      {(['accept', 'add', 'replace'] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={action === name}
          title={after[name].join('; ')}
          onClick={() => onDo(name)}
        >
          {words.actions[name]}
        </button>
      ))}
      <button type="button" onClick={() => onDo('correct')}>
        {words.change}
      </button>
      <button type="button" onClick={() => onDo('right')}>
        {words.right}
      </button>
      <button type="button" onClick={() => onDo('skip')}>
        {words.skip}
      </button>
    </span>
  );
}

function Chips({ genres }: { genres: readonly string[] }) {
  return (
    <span className={classes.chips}>
      {genres.map((genre) => (
        <span key={genre}>{genre}</span>
      ))}
    </span>
  );
}
