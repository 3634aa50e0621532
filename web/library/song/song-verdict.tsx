import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { words as correctionWords } from '../../strings.corrections.ts';
import { words } from '../../strings.library.ts';
import { genreName, percent, strings } from '../../strings.ts';
import { genreInk } from '../../theme/palette.ts';
import { askGenre } from '../corrections/corrections-state.ts';
import { taughtWords } from '../corrections/taught-words.ts';
import classes from './song-verdict.module.css';

/** Candidates below this share of the first are no candidates. */
const WORTH_NAMING = 0.5;
const MAX_CANDIDATES = 3;
const SURE = 0.8;

/** The genre in words and colour, or what it could be. */
export function SongVerdict({ song }: { song: LibrarySong }) {
  return (
    <div className={classes.answer}>
      <Answer song={song} />
      <Taught song={song} />
    </div>
  );
}

/** Why it is another than the model's, and the way to make it another. */
function Taught({ song }: { song: LibrarySong }) {
  const taught = taughtWords(song);
  const [first] = song.ranking;
  return (
    <div className={classes.taught}>
      {taught && (
        <p>
          <strong className={classes.sentence}>{taught}.</strong>
          {first && ` ${strings.verdict.heard(first.genre, percent(first.probability))}`}
        </p>
      )}
      <Button
        size="sm"
        variant="default"
        leftSection={<IconPencil size={17} />}
        onClick={() => askGenre([song])}
      >
        {correctionWords.itIs}
      </Button>
    </div>
  );
}

function Answer({ song }: { song: LibrarySong }) {
  const { genre, genres, confidence, unsure, outside, taught } = song;
  if (outside) return <h2 className={classes.perhaps}>{words.table.outside}</h2>;
  if (unsure) return <Perhaps song={song} />;
  return (
    <div className={classes.verdict}>
      <h2 className={classes.genre}>
        {(genres.length > 1 ? genres : [genre]).map((one, i) => (
          <span key={one}>
            {i > 0 && ', '}
            <span style={{ color: genreInk(one) }}>{genreName(one)}</span>
          </span>
        ))}
      </h2>
      {!taught && (
        <p className={classes.sureness}>
          <strong>{confidence >= SURE ? words.song.sure : words.song.leaning}</strong> {percent(confidence)}
        </p>
      )}
    </div>
  );
}

function Perhaps({ song: { ranking } }: { song: LibrarySong }) {
  const least = WORTH_NAMING * (ranking[0]?.probability ?? 0);
  const candidates = ranking.slice(0, MAX_CANDIDATES).filter(({ probability }) => probability >= least);
  return (
    <div className={classes.verdict}>
      <h2 className={classes.perhaps}>
        <span className={classes.lead}>{words.song.couldBe} </span>
        {candidates.map(({ genre, probability }, i) => (
          <span key={genre} className={classes.candidate}>
            {i > 0 && <span className={classes.or}>{words.song.or} </span>}
            <span style={{ color: genreInk(genre) }}>{genreName(genre)}</span>{' '}
            <span className={classes.share}>{percent(probability)}</span>{' '}
          </span>
        ))}
      </h2>
      <p className={classes.sureness}>
        <strong>{words.song.notSure}</strong>
      </p>
      <p className={classes.meaning}>{words.song.meansUnsure}</p>
    </div>
  );
}
