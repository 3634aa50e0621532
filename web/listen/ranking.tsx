import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { RankedGenre } from '../../src/classify/prediction.ts';
import { genreName, percent, strings } from '../language/en/main.ts';
import { genreFill } from '../theme/palette.ts';
import switchClasses from '../theme/switch.module.css';
import classes from './ranking.module.css';

export type Scope = 'song' | 'moment';

interface RankingProps {
  readonly song: readonly RankedGenre[];
  /** The ranking at the moment that is pointed at or heard. */
  readonly moment: readonly RankedGenre[];
  readonly momentSeconds: number;
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
}

const SHORT = 5;

/** The genres with their bars, of the whole song or of one moment: five, or all on demand. */
export function Ranking({ song, moment, momentSeconds, scope, onScope }: RankingProps) {
  const [all, setAll] = useState(false);
  const ranking = scope === 'song' ? song : moment;
  return (
    <section>
      <div className={classes.head}>
        <h2 className={classes.title}>{strings.ranking.title}</h2>
        <SegmentedControl
          size="sm"
          aria-label={strings.ranking.scope}
          classNames={{ ...switchClasses, label: `${switchClasses.label} ${classes.scope}` }}
          value={scope}
          onChange={onScope}
          data={[
            { value: 'song', label: strings.ranking.song },
            { value: 'moment', label: strings.ranking.moment(momentSeconds) },
          ]}
        />
      </div>
      <ol className={classes.list}>
        {ranking.slice(0, all ? undefined : SHORT).map(({ genre, probability }) => (
          <li key={genre} className={classes.row}>
            <span className={classes.name}>{genreName(genre)}</span>
            <span className={classes.track} aria-hidden="true">
              <span
                className={classes.bar}
                style={{ background: genreFill(genre), transform: `scaleX(${probability})` }}
              />
            </span>
            <span className={classes.value}>{percent(probability)}</span>
          </li>
        ))}
      </ol>
      {ranking.length > SHORT && (
        <Button ml={-10} variant="subtle" size="compact-md" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? strings.ranking.fewer : strings.ranking.more}
        </Button>
      )}
    </section>
  );
}
