import type { RefObject } from 'react';
import { Picture } from '../cover/picture.tsx';
import { useFileTags } from '../tags/use-file-tags.ts';
import classes from './song-names.module.css';

const COVER_SIZE = 48;

/** The file's name, and what the song says of itself: there is room for that before it is read. */
export function SongNames({ file, title }: { file: File; title: RefObject<HTMLHeadingElement | null> }) {
  const tags = useFileTags(file);
  return (
    <div className={classes.names}>
      <Picture src={tags.cover} size={COVER_SIZE} />
      <div className={classes.words}>
        <h1 ref={title} className={classes.file} title={file.name} tabIndex={-1}>
          {file.name}
        </h1>
        <p className={classes.tags}>{[tags.title, tags.artist, tags.album].filter(Boolean).join(' · ')}</p>
      </div>
    </div>
  );
}
