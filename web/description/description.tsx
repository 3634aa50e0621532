import type { ReactNode } from 'react';
import classes from './description.module.css';

export interface DescriptionFact {
  readonly name: string;
  readonly value: string;
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
            {value}
            {detail && <span className={classes.detail}>{detail}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
