import { crossValidate } from '../../scripts/train-tempo-key/fit.ts';
import { KEY_TRAINING, keyAnswer, keyExample, mirexScore } from '../../scripts/train-tempo-key/key.ts';
import { keyOf, type Song } from '../../scripts/train-tempo-key/songs.ts';
import { answersOf, type Peers } from './peers.ts';
import { percent, type Row, shareOf } from './row.ts';

/** Against songs that are annotated with one key. */
export async function keyRows(all: readonly Song[], peers: Peers): Promise<Row[]> {
  const songs = all.filter(({ key }) => key >= 0);
  const runs = await crossValidate(songs.map(keyExample), KEY_TRAINING);
  const ours = runs.map((run) => songs.map((song, i) => keyAnswer(song, run[i]).key));
  const essentia = answersOf(peers, 'essentia').filter((_, i) => all[i].key >= 0);
  const rows = [{ who: 'Tonearm, by artist', runs: ours }];
  if (essentia.length > 0)
    rows.push({ who: 'essentia', runs: [essentia.map(({ key }) => keyOf(sharpsOf(key!)))] });
  return rows.map(({ who, runs }) => {
    const scores = runs.map((run) => shareOf(run.map((key, i) => mirexScore(key, songs[i].key))));
    return {
      part: 'key',
      who,
      songs: songs.length,
      figures: {
        exact: percent(runs.map((run) => shareOf(run.map((key, i) => key === songs[i].key)))),
        'MIREX weighting': shareOf(scores).toFixed(3),
      },
    };
  });
}

/** The names of the annotations: "Bb minor" is "A# minor". */
function sharpsOf(key: string): string {
  const sharps: Record<string, string> = { Ab: 'G#', Bb: 'A#', Db: 'C#', Eb: 'D#', Gb: 'F#' };
  return key.replace(/^[A-G]b/, (flat) => sharps[flat]);
}
