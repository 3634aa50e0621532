import { IconMusic } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { useFileTags } from '../tags/use-file-tags.ts';
import classes from './song-names.module.css';

/** The file's name, and what the song says of itself: there is room for that before it is read. */
export function SongNames({ file, title }: { file: File; title: RefObject<HTMLHeadingElement | null> }) {
  const tags = useFileTags(file);
  const [broken, setBroken] = useState(false);
  return (
    <div className={classes.names}>
      <span className={classes.cover} aria-hidden="true">
        {tags.cover && !broken ? (
          <img src={tags.cover} alt="" onError={() => setBroken(true)} />
        ) : (
          <IconMusic size={20} stroke={1.7} />
        )}
      </span>
      <div className={classes.words}>
        <h1 ref={title} className={classes.file} title={file.name} tabIndex={-1}>
          {file.name}
        </h1>
        <p className={classes.tags}>{[tags.title, tags.artist, tags.album].filter(Boolean).join(' · ')}</p>
      </div>
    </div>
  );
}
