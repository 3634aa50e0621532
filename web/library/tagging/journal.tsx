import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { TagJournal } from '../../../src/server/library-schema.ts';
import { words } from '../../strings.library.ts';
import { getJournal } from '../api.ts';
import { ErrorNotice } from '../error-notice.tsx';
import classes from './journal.module.css';

interface JournalProps {
  /** Another one: asked again. */
  readonly version: number;
  /** While something is written. */
  readonly busy: boolean;
  readonly writable: boolean;
  readonly onUndo: (journal: string) => void;
}

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** What was written before, each with a way back. */
export function Journal({ version, busy, writable, onUndo }: JournalProps) {
  const [journal, setJournal] = useState<TagJournal>();
  const [error, setError] = useState<unknown>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each writing it is another.
  useEffect(() => {
    const stop = new AbortController();
    setError(undefined);
    getJournal(stop.signal).then(setJournal, (error) => {
      if (!stop.signal.aborted) setError(error);
    });
    return () => stop.abort();
  }, [version]);
  return (
    <section className={classes.journal}>
      <h2>{words.tags.journal}</h2>
      {error !== undefined && <ErrorNotice error={error} />}
      {journal?.entries.length === 0 && <p className={classes.none}>{words.tags.journalNone}</p>}
      <ul className={classes.list}>
        {journal?.entries.map(({ id, time, files, undone }) => {
          const when = WHEN.format(new Date(time));
          return (
            <li key={id}>
              <time dateTime={time}>{when}</time>
              <span>{words.files(files)}</span>
              {undone && <span>{words.tags.takenBack}</span>}
              {!undone && writable && (
                <Button
                  size="sm"
                  variant="default"
                  disabled={busy}
                  aria-label={words.tags.undoNamed(when)}
                  onClick={() => onUndo(id)}
                >
                  {words.tags.undo}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
