import { IconExternalLink } from '../icons/icons.ts';
import { words } from '../language/en/search.ts';
import classes from './origin-link.module.css';
import { originOf } from './origins.ts';

/** The way back to the page of a song that came from elsewhere. */
export function OriginLink({ file }: { file: File }) {
  const origin = originOf(file);
  if (!origin) return null;
  return (
    <p className={classes.origin}>
      {origin.extent === 'preview' && <span>{words.heardPreview}</span>}
      <a href={origin.pageUrl} target="_blank" rel="noopener noreferrer">
        {words.from(origin.source)}
        <IconExternalLink size={15} aria-hidden="true" />
      </a>
    </p>
  );
}
