import { useCallback, useEffect, useState } from 'react';
import { getInbox } from '../api/tags.ts';
import type { Row } from './decisions.ts';

interface Inbox {
  /** Rows; undefined until the first answer. */
  readonly rows: readonly Row[] | undefined;
  readonly total: number;
  readonly error: unknown;
  readonly more: () => void;
}

const PAUSE_MS = 200;

/** The songs that the inbox shows. What was there stays until the next answer. */
export function useInbox(text: string, changes: number): Inbox {
  const [rows, setRows] = useState<readonly Row[]>();
  const [total, setTotal] = useState(0);
  const [error, setError] = useState<unknown>();
  const [query, setQuery] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setQuery(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change it is another.
  useEffect(() => {
    const stop = new AbortController();
    getInbox(query, 0, stop.signal).then(
      (page) => {
        setRows(page.rows);
        setTotal(page.total);
        setError(undefined);
      },
      (error) => {
        if (!stop.signal.aborted) setError(error);
      },
    );
    return () => stop.abort();
  }, [query, changes]);
  const more = useCallback(() => {
    const before = rows ?? [];
    getInbox(query, before.length).then((page) => setRows([...before, ...page.rows]), setError);
  }, [rows, query]);
  return { rows, total, error, more };
}
