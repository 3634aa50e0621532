import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LibrarySongDetail } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { genreName, percent } from '../../language/en/main.ts';
import { genreFill } from '../../theme/palette.ts';
import { clock } from '../../timeline/time-axis.ts';
import classes from './song-facts.module.css';

const SHORT = 5;

/** The ranking, and what is known besides. */
export function SongFacts({ song }: { song: LibrarySongDetail }) {
  const { ranking, outside, durationSeconds, taggedGenres, file, files, model } = song;
  return (
    <div className={classes.facts}>
      {!outside && <Ranking ranking={ranking} />}
      <section>
        <h2>{words.song.facts}</h2>
        <dl className={classes.list}>
          <Fact name={words.song.length} value={clock(durationSeconds)} />
          <Fact name={words.song.tagged} value={taggedGenres.join(', ') || words.song.untagged} />
          <Fact
            name={words.song.file}
            value={file.name}
            detail={files.length > 1 ? words.song.copies(files.length - 1) : undefined}
          />
          <Fact name={words.song.model} value={`${model.name} ${model.version}`} />
        </dl>
      </section>
    </div>
  );
}

function Ranking({ ranking }: Pick<LibrarySongDetail, 'ranking'>) {
  const [all, setAll] = useState(false);
  return (
    <section>
      <h2>{words.song.ranking}</h2>
      <ol className={classes.ranking}>
        {ranking.slice(0, all ? undefined : SHORT).map(({ genre, probability }) => (
          <li key={genre}>
            <span>{genreName(genre)}</span>
            <span className={classes.track} aria-hidden="true">
              <span style={{ background: genreFill(genre), transform: `scaleX(${probability})` }} />
            </span>
            <span className={classes.value}>{percent(probability)}</span>
          </li>
        ))}
      </ol>
      {ranking.length > SHORT && (
        <Button ml={-10} variant="subtle" size="compact-md" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words.song.fewer : words.song.all}
        </Button>
      )}
    </section>
  );
}

function Fact({ name, value, detail }: { name: string; value: string; detail?: string | undefined }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {detail && <span>{detail}</span>}
      </dd>
    </div>
  );
}
