import { ActionIcon, Button } from '@mantine/core';
import { type CSSProperties, memo, useEffect, useMemo, useRef, useState } from 'react';
import { IconX } from '../icons/icons.ts';
import { words } from '../language/en/history.ts';
import { strings } from '../language/en/main.ts';
import { saveFile } from '../listen/exports.ts';
import { answerInShort } from '../listen/verdict-words.ts';
import { fragmentOf } from '../share/answer-address.ts';
import { useStore } from '../shell/store.ts';
import { genreFill } from '../theme/palette.ts';
import { timelineBands } from '../timeline/genre-timeline.ts';
import { deleteEntries, MAX_DAYS, MAX_HEARD, restoreEntries } from './history.ts';
import classes from './history-list.module.css';
import { type HistoryEntry, history } from './history-state.ts';
import { labelTable } from './label-table.ts';

const FEW = 6;

/** List of songs heard on this page, the latest first; each leads to its answer. */
export function HistoryList() {
  const songs = useStore(history);
  const [gone, setGone] = useState<readonly HistoryEntry[]>([]);
  const [all, setAll] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const forgetSome = (some: readonly HistoryEntry[]) => {
    setGone(some);
    void deleteEntries(some.map(({ id }) => id));
    title.current?.focus();
  };
  const putBack = () => {
    void restoreEntries(gone);
    setGone([]);
    title.current?.focus();
  };
  if (songs.length + gone.length === 0) return null;
  return (
    <section className={classes.history} aria-labelledby="heard-before">
      <div className={classes.head}>
        <h2 ref={title} id="heard-before" tabIndex={-1}>
          {words.title}
        </h2>
        {songs.some(({ label }) => label !== undefined) && (
          <Button variant="subtle" size="compact-md" onClick={() => saveSaid(songs)}>
            {words.saveSaid}
          </Button>
        )}
        {songs.length > 0 && (
          <Button variant="subtle" size="compact-md" onClick={() => forgetSome(songs)}>
            {words.clear}
          </Button>
        )}
      </div>
      {gone.length > 0 && (
        <p className={classes.gone} role="status">
          {words.forgotten(gone.length)}{' '}
          <Button variant="default" size="compact-md" onClick={putBack}>
            {words.undo}
          </Button>
        </p>
      )}
      <ul className={classes.list}>
        {songs.slice(0, all ? undefined : FEW).map((song) => (
          <HeardRow key={song.id} song={song} onForget={() => forgetSome([song])} />
        ))}
      </ul>
      {songs.length > FEW && !all && (
        <Button variant="default" size="sm" onClick={() => setAll(true)}>
          {words.more(songs.length - FEW)}
        </Button>
      )}
      <p className={classes.kept}>{words.kept(MAX_HEARD, MAX_DAYS)}</p>
    </section>
  );
}

function HeardRow({ song, onForget }: { song: HistoryEntry; onForget: () => void }) {
  const { name, title, artist, heardAt, record } = song;
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    void fragmentOf(record).then(setAddress);
  }, [record]);
  return (
    <li className={classes.row}>
      <a className={classes.open} href={address}>
        <Course song={song} />
        <span className={classes.words}>
          <span className={classes.name}>{title ? [title, artist].filter(Boolean).join(' · ') : name}</span>
          <span className={classes.said}>
            <span>{answerInWords(song)}</span>
            <span className={classes.when}>{words.when(heardAt)}</span>
          </span>
        </span>
      </a>
      <ActionIcon
        variant="subtle"
        size={40}
        radius="xl"
        aria-label={words.forget(title ?? name)}
        onClick={onForget}
      >
        <IconX size={16} />
      </ActionIcon>
    </li>
  );
}

function saveSaid(songs: readonly HistoryEntry[]): void {
  saveFile('corrections.csv', new Blob([labelTable(songs)], { type: 'text/csv' }));
}

const Course = memo(({ song: { prediction } }: { song: HistoryEntry }) => {
  const bands = useMemo(() => (prediction.outside ? [] : timelineBands(prediction, 100, 40)), [prediction]);
  return (
    <span
      className={classes.course}
      style={{ '--tint': bands.length > 0 ? genreFill(prediction.genre) : 'var(--wave)' } as CSSProperties}
      aria-hidden="true"
    >
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" role="presentation">
        {bands.map(({ genre, path }) => (
          <path key={genre} d={path} style={{ fill: genreFill(genre) }} />
        ))}
      </svg>
    </span>
  );
});

function answerInWords({ label, prediction }: HistoryEntry): string {
  return label === undefined ? answerInShort(prediction) : strings.queue.said(label);
}
