import type { Description as SongFacts } from '../../src/description/description.ts';
import { Description } from '../description/description.tsx';
import { soundFacts, soundOf } from '../description/sound-facts.tsx';
import classes from './song-detail.module.css';
import { tempoFact } from './tempo-fact.ts';

/** Description of a song, under its sound. */
export function SongDescription({ description }: { description: SongFacts | undefined }) {
  if (!description) return null;
  return (
    <div className={classes.description}>
      <Description facts={[tempoFact(description.tempo), ...soundFacts(soundOf(description))]} />
    </div>
  );
}
