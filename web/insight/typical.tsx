import { Button, SegmentedControl } from '@mantine/core';
import { type CSSProperties, useEffect, useId, useState } from 'react';
import type { RankedGenre } from '../../src/classify/prediction.ts';
import { words } from '../language/en/insight.ts';
import { genreName } from '../language/en/main.ts';
import { genreFill, genreInk } from '../theme/palette.ts';
import switchClasses from '../theme/switch.module.css';
import {
  type Comparison,
  compareTraits,
  SHARES,
  type Spread,
  shareBelow,
  type TraitSpreads,
} from './spreads.ts';
import type { Traits } from './traits.ts';
import classes from './typical.module.css';
import type { InsightState } from './use-insight.ts';

interface TypicalProps {
  readonly state: InsightState;
  readonly ranking: readonly RankedGenre[];
}

/** Number of leading genres offered for comparison. */
const OFFERED = 3;
/** Number of traits shown at first. */
const [MAX_TYPICAL, MAX_UNUSUAL] = [4, 2];
const [LOWER_QUARTILE, UPPER_QUARTILE] = [SHARES.indexOf(0.25), SHARES.indexOf(0.75)];

/** Evidence for a genre: the sound's traits among songs of that genre and among all. */
export function Typical({ state, ranking }: TypicalProps) {
  const spreads = useSpreads();
  const title = useId();
  const offered = ranking.slice(0, OFFERED).filter(({ genre }) => spreads?.genres[genre]);
  const [chosen, setChosen] = useState<string>();
  const genre = chosen ?? offered[0]?.genre;
  if (spreads && genre === undefined) return null;
  const traits = state.kind === 'there' ? state.insight.traits : undefined;
  return (
    <section className={classes.typical} aria-labelledby={title} aria-busy={state.kind === 'looking'}>
      <div className={classes.head}>
        <h2 className={classes.title} id={title}>
          {genre === undefined ? words.looking : words.title(genre)}
        </h2>
        {offered.length > 1 && (
          <SegmentedControl
            size="sm"
            aria-label={words.genre}
            classNames={switchClasses}
            value={genre}
            onChange={setChosen}
            data={offered.map((ranked) => ({ value: ranked.genre, label: genreName(ranked.genre) }))}
          />
        )}
      </div>
      {spreads && genre !== undefined && traits ? (
        <Comparisons key={genre} traits={traits} genre={genre} spreads={spreads} />
      ) : (
        <p className={classes.lead}>{waitingWords(state)}</p>
      )}
    </section>
  );
}

function Comparisons({ traits, genre, spreads }: { traits: Traits; genre: string; spreads: TraitSpreads }) {
  const [all, setAll] = useState(false);
  const spread = spreads.genres[genre]!;
  const comparisons = compareTraits(traits, spread, spreads.all);
  const ofKind = (kind: Comparison['kind'], most: number) =>
    comparisons.filter((comparison) => comparison.kind === kind).slice(0, most);
  const telling = [...ofKind('typical', MAX_TYPICAL), ...ofKind('unusual', MAX_UNUSUAL)];
  return (
    <>
      <p className={classes.lead}>
        {words.lead(spreads.all.songs)} {words.legend(genre)}
      </p>
      {telling.length === 0 && <p className={classes.none}>{words.none(genre)}</p>}
      <ul className={classes.list}>
        {(all ? comparisons : telling).map((comparison) => (
          <Row
            key={comparison.trait}
            comparison={comparison}
            genre={genre}
            spread={spread}
            among={spreads.all}
          />
        ))}
      </ul>
      <Button ml={-10} variant="subtle" size="compact-md" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? words.fewer : words.more}
      </Button>
    </>
  );
}

interface RowProps {
  readonly comparison: Comparison;
  readonly genre: string;
  readonly spread: Spread;
  readonly among: Spread;
}

function Row({ comparison, genre, spread, among }: RowProps) {
  const { trait, value, amongAll, kind } = comparison;
  const { name, ends, value: inWords } = words.trait(trait);
  const place = (quantile: number) => shareBelow(spread.traits[trait][quantile]!, among.traits[trait]);
  const [from, to] = [place(LOWER_QUARTILE), place(UPPER_QUARTILE)];
  const strip = { '--from': from, '--to': to, '--at': amongAll, '--fill': genreFill(genre) } as CSSProperties;
  return (
    <li className={classes.row} data-kind={kind}>
      <p className={classes.words}>
        <strong className={classes.name}>{name}</strong>{' '}
        <span className={classes.sentence}>{words.sentence(comparison, genre)}</span>{' '}
        <span className={classes.kind} style={kind === 'typical' ? { color: genreInk(genre) } : undefined}>
          {words.kind[kind](genre)}
        </span>
      </p>
      <div className={classes.scale} style={strip}>
        <div className={classes.strip} aria-hidden="true">
          <span className={classes.genre} />
          <span className={classes.song} />
        </div>
        <p className={classes.ends}>
          <span aria-hidden="true">{ends[0]}</span>
          <span className={classes.value}>{inWords(value)}</span>
          <span aria-hidden="true">{ends[1]}</span>
        </p>
      </div>
    </li>
  );
}

function waitingWords(state: InsightState): string {
  if (state.kind === 'failed') return words.failed;
  return state.kind === 'there' && !state.insight.traits ? words.silent : words.looking;
}

/** Loaded with the first song that is looked into. */
function useSpreads(): TraitSpreads | undefined {
  const [spreads, setSpreads] = useState<TraitSpreads>();
  useEffect(() => {
    import('./genre-traits.json').then(({ default: loaded }) => setSpreads(loaded));
  }, []);
  return spreads;
}
