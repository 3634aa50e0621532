import { Button } from '@mantine/core';
import { words } from '../../language/en/library.ts';
import { Link } from '../../shell/link.tsx';
import { getCopies } from '../api/songs.ts';
import { ErrorNotice } from '../error-notice.tsx';
import frame from '../list-page.module.css';
import { usePages } from '../pages.ts';
import { LIBRARY_PATHS } from '../paths.ts';
import classes from './copy-list.module.css';
import { SongList } from './song-list.tsx';

/** Recordings that are there more than once, each with its files. */
export function CopyList({ changes }: { changes: number }) {
  const { list, total, error, more } = usePages(copiesFrom, changes);
  return (
    <section
      className={frame.section}
      aria-label={words.copies.title}
      aria-busy={list === undefined && error === undefined}
    >
      <h2 className={frame.title}>{words.copies.title}</h2>
      <p className={classes.lead} role="status">
        {list === undefined ? words.copies.looking : words.copies.lead(total)}
      </p>
      <Link className={frame.back} href={LIBRARY_PATHS.songs}>
        {words.failures.close}
      </Link>
      {error !== undefined && <ErrorNotice error={error} onRetry={more} />}
      <ol className={classes.groups}>
        {list?.map((songs) => (
          <li key={songs[0]?.id}>
            <SongList songs={songs} why={songs.map(({ file }) => [file.name])} />
          </li>
        ))}
      </ol>
      {list && list.length < total && (
        <Button variant="default" onClick={more}>
          {words.failures.more}
        </Button>
      )}
    </section>
  );
}

async function copiesFrom(offset: number) {
  const { groups, total } = await getCopies(offset);
  return { items: groups, total };
}
