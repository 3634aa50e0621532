import type { Description as SongFacts } from '../../src/description/description.ts';
import { Description } from '../description/description.tsx';
import { soundFacts, soundOf } from '../description/sound-facts.tsx';
import type { InsightState } from '../insight/use-insight.ts';
import { strings } from '../language/en/main.ts';
import classes from './song-detail.module.css';

/** Tempo difference below which two parts have one tempo: the measure itself has steps of some percent. */
const STEADY_RATIO = 1.06;

/** Description of a song, under its sound. @param insight undefined for songs too long for it */
export function SongDescription({
  insight,
  description,
}: {
  insight: InsightState | undefined;
  description: SongFacts | undefined;
}) {
  const facts = [
    ...(insight ? [{ name: strings.facts.tempo, ...tempoInWords(insight) }] : []),
    ...(description ? soundFacts(soundOf(description)) : []),
  ];
  if (facts.length === 0) return null;
  return (
    <div className={classes.description}>
      <Description facts={facts} />
    </div>
  );
}

/** The middle of the parts' tempos, and their range where they differ. */
function tempoInWords(state: InsightState): { value: string | undefined; detail?: string } {
  if (state.kind !== 'there') return { value: state.kind === 'failed' ? strings.facts.unknown : undefined };
  const { tempos, traits } = state.insight;
  if (!traits) return { value: strings.facts.unknown };
  const [slowest, fastest] = [Math.min(...tempos), Math.max(...tempos)];
  return {
    value: strings.facts.beats(traits.tempo),
    detail: strings.facts.tempoRange(slowest, fastest, fastest > STEADY_RATIO * slowest),
  };
}
