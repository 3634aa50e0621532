import { ActionIcon, Button } from '@mantine/core';
import { type CSSProperties, memo, useCallback, useRef } from 'react';
import type { GenreSuggestion } from '../../src/analysis/ear-neighbours.ts';
import type { Prediction } from '../../src/classify/prediction.ts';
import { useSuggestedGenre } from '../corrections/use-suggested-genre.ts';
import { IconRefresh, IconX } from '../icons/icons.ts';
import { genreName, strings } from '../language/en/main.ts';
import { isPending, isWorthRetrying, type Queue, type Song, type SongState } from '../queue/queue.ts';
import { genreFill } from '../theme/palette.ts';
import classes from './queue-list.module.css';
import { answerInShort } from './verdict-words.ts';

interface QueueListProps {
  readonly queue: Queue;
  readonly songs: readonly Song[];
  readonly selectedId: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onClear: () => void;
}

export function QueueList({ queue, songs, selectedId, onOpen, onClear }: QueueListProps) {
  const list = useRef<HTMLUListElement>(null);
  const done = songs.filter((song) => !isPending(song)).length;
  const failed = songs.filter(({ state }) => state.kind === 'failed').length;
  const clear = useRef<HTMLButtonElement>(null);
  const remove = useCallback(
    (id: string) => {
      const row = list.current?.querySelector(`[data-song="${id}"]`);
      const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
      queue.remove(id);
      // The button that had the focus is gone: the neighbour's takes it.
      neighbour?.querySelector('button')?.focus();
    },
    [queue],
  );
  const forAll = (act: () => void) => () => {
    act();
    // The button that had the focus goes with its reason.
    clear.current?.focus();
  };
  const retryable = songs.filter(isWorthRetrying).length;
  return (
    <section className={classes.queue} aria-label={strings.queue.label}>
      <div className={classes.head}>
        <p className={classes.count}>{strings.queue.heard(done, songs.length, failed)}</p>
        <div className={classes.forAll}>
          {songs.length - done > 1 && (
            <Button variant="subtle" size="compact-sm" onClick={forAll(() => queue.cancelAll())}>
              {strings.queue.cancelAll}
            </Button>
          )}
          {retryable > 1 && (
            <Button variant="subtle" size="compact-sm" onClick={forAll(() => queue.retryAll())}>
              {strings.queue.retryAll(retryable)}
            </Button>
          )}
          <Button ref={clear} variant="subtle" size="compact-sm" onClick={onClear}>
            {strings.queue.clear}
          </Button>
        </div>
      </div>
      <ul className={classes.list} ref={list}>
        {songs.map((song) => (
          <QueueRow
            key={song.id}
            song={song}
            selected={song.id === selectedId}
            queue={queue}
            onOpen={onOpen}
            onRemove={remove}
          />
        ))}
      </ul>
    </section>
  );
}

interface QueueRowProps {
  readonly song: Song;
  readonly selected: boolean;
  readonly queue: Queue;
  readonly onOpen: (id: string) => void;
  readonly onRemove: (id: string) => void;
}

/** Drawn again only when its own song changes: there may be hundreds. */
const QueueRow = memo(({ song, selected, queue, onOpen, onRemove }: QueueRowProps) => {
  const { id, file, state } = song;
  const near = useSuggestedGenre(song);
  const label = near ? near.genre : song.label;
  return (
    <li className={classes.row} data-song={id} data-kind={state.kind} data-selected={selected}>
      <button type="button" className={classes.open} aria-current={selected} onClick={() => onOpen(id)}>
        <Dot state={state} label={label} />
        <span className={classes.texts}>
          <span className={classes.name} title={file.name}>
            {file.name}
          </span>
          <span className={classes.state}>{near ? nearInWords(near) : stateInWords(song)}</span>
        </span>
      </button>
      {isWorthRetrying(song) && (
        <ActionIcon
          variant="subtle"
          size={36}
          aria-label={strings.queue.retry(file.name)}
          onClick={() => queue.retry(id)}
        >
          <IconRefresh size={17} />
        </ActionIcon>
      )}
      {isPending(song) ? (
        <ActionIcon
          variant="subtle"
          size={36}
          aria-label={strings.queue.cancel(file.name)}
          onClick={() => queue.cancel(id)}
        >
          <IconX size={17} />
        </ActionIcon>
      ) : (
        <ActionIcon
          variant="subtle"
          size={36}
          aria-label={strings.queue.remove(file.name)}
          onClick={() => onRemove(id)}
        >
          <IconX size={17} />
        </ActionIcon>
      )}
    </li>
  );
});

/** A tiny record: hollow while waiting, filling while heard, in the genre's colour when done. */
function Dot({ state, label }: Pick<Song, 'state' | 'label'>) {
  const share = state.kind === 'uploading' ? state.fraction : progressOf(state);
  const style = {
    '--dot': state.kind === 'done' ? dotColour(state.prediction, label) : 'var(--wave)',
    '--share': `${(share ?? 0.12) * 360}deg`,
  } as CSSProperties;
  return <span className={classes.dot} data-kind={state.kind} style={style} aria-hidden="true" />;
}

function progressOf(state: SongState): number | undefined {
  return state.kind === 'listening' ? state.fractionDone : undefined;
}

/** An unsure answer is two-coloured; one of no genre has no colour. */
function dotColour({ unsure, outside, ranking }: Prediction, label: Song['label']): string {
  if (label) return genreFill(label);
  if (outside || label === null) return 'var(--wave)';
  const [first, second] = ranking.map(({ genre }) => genreFill(genre));
  return `conic-gradient(${first} 50%, ${(unsure && second) || first} 0)`;
}

function nearInWords({ genre }: GenreSuggestion): string {
  return genre === null ? strings.queue.outside : genreName(genre);
}

function stateInWords({ state, label }: Song): string {
  switch (state.kind) {
    case 'waiting':
      return strings.queue.waiting;
    case 'uploading':
      return strings.queue.uploading(state.fraction);
    case 'listening':
      return strings.queue.listening(state.secondsDone);
    case 'done':
      return label === undefined ? answerInShort(state.prediction) : strings.queue.said(label);
    case 'failed':
      return strings.failure.title(state.failure.code);
    case 'cancelled':
      return strings.queue.cancelled;
  }
}
