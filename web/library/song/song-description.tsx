import type { LibrarySongDetail } from '../../../src/server/library-schema.ts';
import { Description } from '../../description/description.tsx';
import { soundFacts } from '../../description/sound-facts.tsx';
import { words } from '../../language/en/library.ts';
import { strings } from '../../language/en/main.ts';
import { tempoOf } from '../song-words.ts';
import classes from './song-page.module.css';

/** Description of a song, under its verdict. */
export function SongDescription({ song }: { song: LibrarySongDetail }) {
  const tempo = tempoOf(song);
  return (
    <div className={classes.description}>
      <Description
        facts={[
          { name: words.song.tempo, value: tempo ? words.song.bpm(tempo) : strings.facts.unknown },
          ...soundFacts(song),
        ]}
      />
    </div>
  );
}
