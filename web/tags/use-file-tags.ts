import { useEffect, useState } from 'react';
import { knownTags, type ShownTags, tagsOf } from './file-tags.ts';

/** Tags of a song, as soon as they are read. */
export function useFileTags(file: File): ShownTags {
  const [tags, setTags] = useState(() => knownTags(file));
  useEffect(() => {
    let gone = false;
    tagsOf(file).then((found) => {
      if (!gone) setTags(found);
    });
    return () => {
      gone = true;
    };
  }, [file]);
  return tags;
}
