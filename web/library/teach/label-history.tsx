import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { CorrectionHistory } from '../../../src/server/library-schema.ts';
import { genreName } from '../../language/en/main.ts';
import { words } from '../../language/en/teach.ts';
import { correctionsAddress, getLabelHistory, loadCorrections, undoLabels } from '../api/corrections.ts';
import { countCorrection } from '../corrections/corrections-state.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { momentText } from '../moment-text.ts';
import classes from './teach-page.module.css';

type Batch = CorrectionHistory['batches'][number];

/** Batches of labels, each with undo, and their export and import. */
export function LabelHistory({ changes, mayTeach }: { changes: number; mayTeach: boolean }) {
  const [batches, setBatches] = useState<readonly Batch[]>();
  const [error, setError] = useState<unknown>();
  const [loaded, setLoaded] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said since changes it.
  useEffect(() => {
    const stop = new AbortController();
    getLabelHistory(stop.signal).then(
      (history) => setBatches(history.batches),
      (error) => {
        if (!stop.signal.aborted) setError(error);
      },
    );
    return () => stop.abort();
  }, [changes]);
  const undo = (batch: string) => undoLabels(batch).then(countCorrection, setError);
  const load = (file: File | undefined) => {
    if (!file) return;
    setError(undefined);
    loadCorrections(file).then(({ songs, unknown = 0 }) => {
      setLoaded(words.said.loaded(songs, unknown));
      countCorrection();
    }, setError);
  };
  return (
    <section className={classes.card} aria-labelledby="said">
      <h2 id="said">{words.said.title}</h2>
      <p className={classes.files}>
        {mayTeach && (
          <label className={classes.load}>
            {words.said.load}
            <input
              type="file"
              accept=".csv,.json,text/csv,application/json"
              onChange={(event) => load(event.currentTarget.files?.[0])}
            />
          </label>
        )}
        {batches !== undefined && batches.length > 0 && (
          <span className={classes.save}>
            {words.said.save} <a href={correctionsAddress('csv')}>CSV</a>{' '}
            <a href={correctionsAddress('json')}>JSON</a>
          </span>
        )}
      </p>
      {loaded !== '' && <p role="status">{loaded}</p>}
      {error !== undefined && <ErrorNotice error={error} />}
      {batches?.length === 0 && <p className={classes.lead}>{words.said.none}</p>}
      <ul className={classes.said}>
        {batches?.map((batch) => (
          <BatchEntry
            key={batch.batch}
            batch={batch}
            onUndo={mayTeach ? () => void undo(batch.batch) : undefined}
          />
        ))}
      </ul>
    </section>
  );
}

interface BatchEntryProps {
  readonly batch: Batch;
  /** Undefined if the visitor may not. */
  readonly onUndo: (() => void) | undefined;
}

function BatchEntry({ batch, onUndo }: BatchEntryProps) {
  const text = words.said.batch(batch.songs, genresOf(batch));
  return (
    <li>
      <span>
        <strong>{text}</strong>
        <time dateTime={batch.saidAt}>{momentText(batch.saidAt)}</time>
      </span>
      {onUndo && (
        <Button size="sm" variant="default" aria-label={words.said.undoNamed(text)} onClick={onUndo}>
          {words.said.undo}
        </Button>
      )}
    </li>
  );
}

function genresOf({ genres }: Batch): string {
  if (genres.length === 0) return words.said.takenBack;
  return genres.map((genre) => (genre === null ? words.said.noneOfThese : genreName(genre))).join(', ');
}
