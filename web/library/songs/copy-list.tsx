import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { CopyPage } from '../../../src/server/library-schema.ts';
import { Link } from '../../shell/link.tsx';
import { words } from '../../strings.library.ts';
import { getCopies } from '../api.ts';
import { LIBRARY_PATHS } from '../paths.ts';
import { Trouble } from '../trouble.tsx';
import classes from './copy-list.module.css';
import { SongList } from './song-list.tsx';

type Groups = CopyPage['groups'];

/** Recordings that are there more than once, each with its files. */
export function CopyList({ changes }: { changes: number }) {
  const [list, setList] = useState<Groups>();
  const [total, setTotal] = useState(0);
  const [trouble, setTrouble] = useState<unknown>();
  const more = useCallback((before: Groups) => {
    setTrouble(undefined);
    return getCopies(before.length).then((page) => {
      setList([...before, ...page.groups]);
      setTotal(page.total);
    }, setTrouble);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a scan the list is another.
  useEffect(() => void more([]), [more, changes]);
  return (
    <section
      className={classes.copies}
      aria-label={words.copies.title}
      aria-busy={list === undefined && trouble === undefined}
    >
      <h2 className={classes.title}>{words.copies.title}</h2>
      <p className={classes.lead} role="status">
        {list === undefined ? words.copies.looking : words.copies.lead(total)}
      </p>
      <Link className={classes.back} href={LIBRARY_PATHS.songs}>
        {words.failures.close}
      </Link>
      {trouble !== undefined && <Trouble error={trouble} onRetry={() => void more(list ?? [])} />}
      <ol className={classes.groups}>
        {list?.map((songs) => (
          <li key={songs[0]?.id}>
            <SongList songs={songs} why={songs.map(({ file }) => [file.name])} />
          </li>
        ))}
      </ol>
      {list && list.length < total && (
        <Button variant="default" onClick={() => void more(list)}>
          {words.failures.more}
        </Button>
      )}
    </section>
  );
}
