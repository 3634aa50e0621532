import type { ReactNode } from 'react';
import classes from './description.module.css';

export interface DescriptionFact {
  readonly name: string;
  /** Value; undefined while it is computed: its room is kept. */
  readonly value: string | undefined;
  readonly detail?: string | undefined;
  /** Picture beside the words, which say the same. */
  readonly picture?: ReactNode;
}

/** Description of a song's sound besides its genre, a tile for each fact: the same on Listen and on a song's page. */
export function Description({ facts }: { facts: readonly DescriptionFact[] }) {
  return (
    <dl className={classes.description}>
      {facts.map(({ name, value, detail, picture }) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>
            {picture && <span className={classes.picture}>{picture}</span>}
            {value ?? '…'}
            {/* Its room is kept until it is known: what lies below stays where it is. */}
            {(detail || value === undefined) && <span className={classes.detail}>{detail ?? '\u00a0'}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
