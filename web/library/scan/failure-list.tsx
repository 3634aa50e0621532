import { Button } from '@mantine/core';
import type { FileName } from '../../../src/server/library-schema.ts';
import { errorMessage } from '../../error-message.ts';
import { words } from '../../language/en/library.ts';
import { Link } from '../../shell/link.tsx';
import { getFailures } from '../api/scans.ts';
import { ErrorNotice } from '../error-notice.tsx';
import frame from '../list-page.module.css';
import { usePages } from '../pages.ts';
import { LIBRARY_PATHS } from '../paths.ts';
import classes from './failure-list.module.css';

interface FailureListProps {
  readonly changes: number;
  /** Retries one file, or all of them; undefined while a scan runs, or without permission. */
  readonly onRetry: ((file?: FileName) => void) | undefined;
}

/** Files that could not be heard, and why. */
export function FailureList({ changes, onRetry }: FailureListProps) {
  const { list, total, error, more } = usePages(failuresFrom, changes);
  return (
    <section className={frame.section}>
      <h2 className={frame.title}>{words.failures.title}</h2>
      <p className={frame.lead}>{list?.length === 0 ? words.failures.none : words.failures.lead}</p>
      <Link className={frame.back} href={LIBRARY_PATHS.songs}>
        {words.failures.close}
      </Link>
      {onRetry && list && list.length > 0 && (
        <Button variant="default" size="sm" className={classes.all} onClick={() => onRetry()}>
          {words.failures.retryAll}
        </Button>
      )}
      {error !== undefined && <ErrorNotice error={error} onRetry={more} />}
      <ul className={classes.list} aria-busy={list === undefined}>
        {list?.map(({ file, code, message }) => (
          <li key={`${file.folder} ${file.name}`}>
            <strong>{file.name}</strong>
            <span title={message}>{errorMessage(code, message)}</span>
            {onRetry && (
              <Button
                variant="default"
                size="xs"
                aria-label={words.failures.retryOne(file.name)}
                onClick={() => onRetry(file)}
              >
                {words.failures.retry}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {list && list.length < total && (
        <Button variant="default" onClick={more}>
          {words.failures.more}
        </Button>
      )}
    </section>
  );
}

async function failuresFrom(offset: number) {
  const { failures, total } = await getFailures(offset);
  return { items: failures, total };
}
