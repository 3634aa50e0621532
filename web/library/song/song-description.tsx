import type { LibrarySongDetail } from '../../../src/server/library-schema.ts';
import { Description } from '../../description/description.tsx';
import { soundFacts } from '../../description/sound-facts.tsx';
import { words } from '../../language/en/library.ts';
import { bpm } from '../song-words.ts';
import classes from './song-page.module.css';

/** Description of a song, under its verdict. */
export function SongDescription({ song }: { song: LibrarySongDetail }) {
  return (
    <div className={classes.description}>
      <Description
        facts={[
          { name: words.song.tempo, value: words.song.bpm(bpm(song.beatsPerMinute)) },
          ...soundFacts(song),
        ]}
      />
    </div>
  );
}
