import type { SourceList } from '../../src/server/sources-schema.ts';
import { words } from '../language/en/search.ts';
import classes from './song-search.module.css';

/** Sources that are enabled, with their terms. */
export function SourceNotes({ list }: { list: SourceList }) {
  return (
    <details className={classes.notes}>
      <summary>{words.sources}</summary>
      <p>{words.privacy}</p>
      <ul>
        {list.sources.map(({ name, title, on, needs, limits, terms }) => (
          <li key={name}>
            <strong>{title}</strong> <span className={classes.on}>{on ? words.on : words.off}</span> {limits}{' '}
            {!on && needs}{' '}
            <a href={terms} target="_blank" rel="noopener noreferrer">
              {words.terms}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
