import { crossValidate } from '../../scripts/train-tempo-key/fit.ts';
import type { Song } from '../../scripts/train-tempo-key/songs.ts';
import {
  isRightLevel,
  isRightTempo,
  TEMPO_TRAINING,
  tempoAnswer,
  tempoExample,
} from '../../scripts/train-tempo-key/tempo.ts';
import { gridOfBeats } from '../../src/description/beat-grid.ts';
import { beatsOfOnsets } from '../../src/description/beats.ts';
import { median } from '../../src/dsp/statistics.ts';
import { answersOf, type PeerName, type Peers } from './peers.ts';
import { percent, type Row, shareOf } from './row.ts';

/** A beat within so many seconds of another is the same. */
const BEAT_TOLERANCE = 0.07;
const LEVELS = [1 / 3, 1 / 2, 2 / 3, 1, 3 / 2, 2, 3];

/** Tempo of each song by folding, from networks that know neither it nor its artist. */
export async function ourTempi(songs: readonly Song[]): Promise<number[][]> {
  const runs = await crossValidate(songs.map(tempoExample), TEMPO_TRAINING);
  return runs.map((run) => songs.map((song, i) => tempoAnswer(song, run[i]).beatsPerMinute));
}

/** Against the mean tempo of the annotated beats. */
export function tempoRows(songs: readonly Song[], ours: readonly number[][], peers: Peers): Row[] {
  const theirs = (['librosa', 'essentia'] as const).flatMap((who) => {
    const answers = answersOf(peers, who).map(({ tempo }) => tempo);
    return answers.length === 0 ? [] : [{ who, runs: [answers] }];
  });
  const all = [{ who: 'Tonearm, by artist', runs: ours }, ...theirs];
  return all.map(({ who, runs }) => ({
    part: 'tempo',
    who,
    songs: songs.length,
    figures: {
      'within 4 %': percent(
        runs.map((run) => shareOf(run.map((tempo, i) => isRightTempo(tempo, songs[i].tempo)))),
      ),
      'octaves and thirds allowed': percent(
        runs.map((run) => shareOf(run.map((tempo, i) => isRightLevel(tempo, songs[i].tempo)))),
      ),
    },
  }));
}

/**
 * Agreement of two programs' beats: the data have no annotated beats, so this says who agrees with whom, not
 * who is right.
 */
export function agreementRows(songs: readonly Song[], tempi: readonly number[], peers: Peers): Row[] {
  const ours = songs.map(({ onsets }, i) => beatsOfOnsets(onsets, tempi[i]));
  const beats = new Map<string, readonly (readonly number[])[]>([['Tonearm', ours]]);
  for (const who of ['librosa', 'essentia'] satisfies PeerName[]) {
    const answers = answersOf(peers, who);
    if (answers.length > 0)
      beats.set(
        who,
        answers.map((answer) => answer.beats),
      );
  }
  const names = [...beats.keys()];
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b]));
  return pairs.map(([a, b]) => ({
    part: 'beats',
    who: `${a} and ${b}`,
    songs: songs.length,
    figures: {
      'agree by F': percent([shareOf(songs.map((_, i) => agreement(beats.get(a)![i], beats.get(b)![i])))]),
    },
  }));
}

/**
 * Error of the grids' tempi against the annotated ones, at any level of the metre, over songs whose beats
 * keep a grid.
 */
export function gridRows(songs: readonly Song[], tempi: readonly number[]): Row[] {
  const grids = songs.flatMap(({ onsets, tempo }, i) => {
    const grid = gridOfBeats([beatsOfOnsets(onsets, tempi[i])], tempi[i]);
    return grid ? [{ tempo, gridTempo: grid.beatsPerMinute }] : [];
  });
  const off = grids.map(({ tempo, gridTempo }) =>
    Math.min(...LEVELS.map((level) => Math.abs(gridTempo / (level * tempo) - 1))),
  );
  return [
    {
      part: 'beat grid',
      who: 'Tonearm, by artist',
      songs: songs.length,
      figures: {
        'songs that keep one': percent([grids.length / songs.length]),
        'of these within .5 %': percent([shareOf(off.map((share) => share <= 0.005))]),
        'off at the median': `${(100 * median(off)).toFixed(2)} %`,
      },
    },
  ];
}

/** The F-measure of beats against others; 0 where either has none. */
export function agreement(beats: readonly number[], others: readonly number[]): number {
  const met = (of: readonly number[], near: readonly number[]) =>
    of.filter((beat) => near.some((other) => Math.abs(beat - other) <= BEAT_TOLERANCE)).length;
  const [precision, recall] = [met(beats, others) / beats.length, met(others, beats) / others.length];
  return precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
}
