import { useEffect, useState } from 'react';
import type { TagJournalDetail } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { getJournalDetail } from '../api/tags.ts';
import { ErrorNotice } from '../error-notice.tsx';
import classes from './journal.module.css';

/** Changes of one journal, file by file. */
export function JournalChanges({ journal }: { journal: string }) {
  const [detail, setDetail] = useState<TagJournalDetail>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const stop = new AbortController();
    getJournalDetail(journal, stop.signal).then(setDetail, (error) => {
      if (!stop.signal.aborted) setError(error);
    });
    return () => stop.abort();
  }, [journal]);
  if (error !== undefined) return <ErrorNotice error={error} />;
  if (!detail) return null;
  const left = detail.total - detail.changes.length;
  return (
    <ul className={classes.changes}>
      {detail.changes.map(({ file, before, after, undone }) => (
        <li key={`${file.folder} ${file.name}`}>
          <strong>{file.name}</strong>
          <span>
            <del>{genresOf(before)}</del> → <ins>{genresOf(after)}</ins>
            {undone && ` (${words.tags.takenBack})`}
          </span>
        </li>
      ))}
      {left > 0 && <li>{words.tags.moreFiles(left)}</li>}
    </ul>
  );
}

function genresOf({ genres, tempo }: TagJournalDetail['changes'][number]['before']): string {
  const said = genres.length > 0 ? genres.join('; ') : words.tags.noGenre;
  return tempo === null ? said : `${said}, ${words.tags.bpm(tempo)}`;
}
