import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { FailurePage } from '../../../src/server/library-schema.ts';
import { Link } from '../../shell/link.tsx';
import { words } from '../../strings.library.ts';
import { getFailures } from '../api.ts';
import { LIBRARY_PATHS } from '../paths.ts';
import { Trouble } from '../trouble.tsx';
import classes from './failure-list.module.css';

type Failures = FailurePage['failures'];

/** Files that could not be heard, and why. */
export function FailureList({ changes }: { changes: number }) {
  const [list, setList] = useState<Failures>();
  const [total, setTotal] = useState(0);
  const [trouble, setTrouble] = useState<unknown>();
  const more = useCallback((before: Failures) => {
    setTrouble(undefined);
    return getFailures(before.length).then((page) => {
      setList([...before, ...page.failures]);
      setTotal(page.total);
    }, setTrouble);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a scan the list is another.
  useEffect(() => void more([]), [more, changes]);
  return (
    <section className={classes.failures}>
      <h2 className={classes.title}>{words.failures.title}</h2>
      <p className={classes.lead}>{list?.length === 0 ? words.failures.none : words.failures.lead}</p>
      <Link className={classes.back} href={LIBRARY_PATHS.songs}>
        {words.failures.close}
      </Link>
      {trouble !== undefined && <Trouble error={trouble} onRetry={() => void more(list ?? [])} />}
      <ul className={classes.list} aria-busy={list === undefined}>
        {list?.map(({ file, message }) => (
          <li key={`${file.folder} ${file.name}`}>
            <strong>{file.name}</strong>
            <span>{message}</span>
          </li>
        ))}
      </ul>
      {list && list.length < total && (
        <Button variant="default" onClick={() => void more(list)}>
          {words.failures.more}
        </Button>
      )}
    </section>
  );
}
