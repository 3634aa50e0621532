/** Mood, words and voice, which are learned or calibrated anew for each fold, by artist. */
import { crossValidateMood, crossValidateWords } from '../../scripts/train-description/figures.ts';
import type { LabelledSong } from '../../scripts/train-description/labels.ts';
import { type EarTag, truthOf, type WordSource } from '../../scripts/train-description/words.ts';
import { EAR_SIZES, EAR_TAGS } from '../../src/features/ear.ts';
import type { Figure } from '../../src/models/model-info.ts';
import { percent, type Row, shareOf } from './row.ts';

const OURS = 'Tonearm, by artist';
/** The network of the ear as published: a tag is told from here on. */
const PEER = 'musicnn, its tag at .5';
const QUADRANTS = 4;

/** Against Russell's quadrants; no peer can be had without weights of another licence. */
export async function moodRows(all: readonly LabelledSong[]): Promise<Row[]> {
  const songs = all.filter(({ quadrant }) => quadrant !== undefined);
  const counts = Array.from(
    { length: QUADRANTS },
    (_, q) => songs.filter((song) => song.quadrant === q).length,
  );
  const { figures } = await crossValidateMood(songs);
  const commonest = { quadrant: percent([Math.max(...counts) / songs.length]) };
  return [
    { part: 'mood', who: OURS, songs: songs.length, figures: byMeasure(figures) },
    { part: 'mood', who: 'always the commonest', songs: songs.length, figures: commonest },
  ];
}

/** Precision and recall of each word that is shown, and of the voice. */
export function wordRows(songs: readonly LabelledSong[]): Row[] {
  const { words, figures } = crossValidateWords(songs);
  const voice = figures.filter(({ measure }) => measure.startsWith('voice'));
  const ofWords = words.flatMap((source): Row[] => {
    const known = songs.filter((song) => truthOf(source, song) !== undefined);
    const told = figures.filter(({ measure }) => measure.endsWith(`"${source.word}"`));
    const part = source.word;
    return [
      { part, who: OURS, songs: known.length, figures: byMeasure(told) },
      { part, who: PEER, songs: known.length, figures: peerFigures(known, source) },
    ];
  });
  return [...ofWords, { part: 'voice', who: OURS, songs: voice[0].n, figures: byMeasure(voice) }];
}

function peerFigures(songs: readonly LabelledSong[], source: WordSource): Row['figures'] {
  const truths = songs.map((song) => truthOf(source, song)!);
  const told = songs.map((song) => Math.max(...source.tags.map((tag) => logitOf(song, tag))) >= 0);
  const right = truths.filter((truth, i) => truth && told[i]).length;
  const shown = told.filter(Boolean).length;
  return {
    precision: shown === 0 ? 'never told' : percent([right / shown]),
    recall: percent([right / (truths.length * shareOf(truths))]),
  };
}

function logitOf({ embedding }: LabelledSong, tag: EarTag): number {
  return embedding[EAR_SIZES.penultimate + EAR_TAGS.indexOf(tag)];
}

function byMeasure(figures: readonly Figure[]): Row['figures'] {
  return Object.fromEntries(
    figures.map(({ measure, value, spread }) => {
      const name = measure.replace(/ of ".*"$/, '').replace(/^(mood|voice) /, '');
      return [name, `${(100 * value).toFixed(1)} ± ${(100 * spread).toFixed(1)} %`];
    }),
  );
}
