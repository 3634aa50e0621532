import { Button, VisuallyHidden } from '@mantine/core';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { GenrePath } from '../../genre/genre-path.tsx';
import { IconPencil } from '../../icons/icons.ts';
import { words as correctionWords } from '../../language/en/corrections.ts';
import { words } from '../../language/en/library.ts';
import { percent, strings } from '../../language/en/main.ts';
import { genreInk } from '../../theme/palette.ts';
import { askLabel } from '../corrections/corrections-state.ts';
import { taughtWords } from '../corrections/taught-words.ts';
import classes from './song-verdict.module.css';

/** Minimum probability of a candidate relative to the first. */
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

/** Reason for a genre other than the model's, with a way to change it. */
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
        onClick={() => askLabel([song])}
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
  if (genres.length > 1) return <Several song={song} />;
  return (
    <div className={classes.verdict}>
      <h2 className={classes.genre} style={{ color: genreInk(genre) }}>
        <GenrePath genre={genre} />
      </h2>
      {!taught && (
        <p className={classes.sureness}>
          <strong>{confidence >= SURE ? words.song.sure : words.song.leaning}</strong> {percent(confidence)}
        </p>
      )}
    </div>
  );
}

/** Genres side by side, each with how sure it is. */
function Several({ song: { genres, ranking } }: { song: LibrarySong }) {
  const shareOf = (genre: string) => ranking.find((ranked) => ranked.genre === genre)?.probability;
  return (
    <div className={classes.verdict}>
      <h2 className={classes.several}>
        {genres.map((genre, i) => (
          <span key={genre} className={classes.candidate} style={{ color: genreInk(genre) }}>
            <GenrePath genre={genre} /> <span className={classes.share}>{percentOf(shareOf(genre))}</span>
            {i < genres.length - 1 && <VisuallyHidden component="span">, </VisuallyHidden>}
          </span>
        ))}
      </h2>
      <p className={classes.meaning}>{strings.verdict.meansSeveral}</p>
    </div>
  );
}

function percentOf(share: number | undefined): string {
  return share === undefined ? '' : percent(share);
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
            <span style={{ color: genreInk(genre) }}>
              <GenrePath genre={genre} />
            </span>{' '}
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
