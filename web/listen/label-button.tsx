import { Button } from '@mantine/core';
import { IconPencil } from '../icons/icons.ts';
import { strings } from '../language/en/main.ts';
import type { Song } from '../queue/queue.ts';
import { Link } from '../shell/link.tsx';
import { PATHS } from '../shell/pages.ts';
import { HAS_SERVER } from '../shell/site.ts';
import classes from './outcome.module.css';

/** Entry to the dialog for the genre of a song, with the outcome. */
export function LabelButton({ song }: { song: Song }) {
  const ask = async () => (await import('../corrections/ask-label.ts')).askLabelOf(song);
  return (
    <div className={classes.itIs}>
      <Button size="sm" variant="default" leftSection={<IconPencil size={17} />} onClick={() => void ask()}>
        {strings.verdict.itIs}
      </Button>
      {HAS_SERVER && song.label !== undefined && (
        <Link className={classes.train} href={PATHS.teach}>
          {strings.verdict.train}
        </Link>
      )}
    </div>
  );
}
