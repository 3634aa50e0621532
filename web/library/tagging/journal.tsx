import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { TagJournal } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { getJournal } from '../api/tags.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { momentText } from '../moment-text.ts';
import classes from './journal.module.css';
import { JournalChanges } from './journal-changes.tsx';

interface JournalProps {
  /** Version of the journals, on which they are refetched. */
  readonly version: number;
  /** Whether something is being written. */
  readonly busy: boolean;
  readonly writable: boolean;
  readonly onUndo: (journal: string) => void;
}

/** Journals of written tags, each with undo. */
export function Journal({ version, busy, writable, onUndo }: JournalProps) {
  const [journal, setJournal] = useState<TagJournal>();
  const [error, setError] = useState<unknown>();
  const [open, setOpen] = useState<string>();
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
          const when = momentText(time);
          return (
            <li key={id}>
              <time dateTime={time}>{when}</time>
              <button
                type="button"
                className={classes.what}
                aria-expanded={open === id}
                aria-label={words.tags.journalOf(when)}
                onClick={() => setOpen(open === id ? undefined : id)}
              >
                {words.files(files)}
              </button>
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
              {open === id && <JournalChanges journal={id} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
