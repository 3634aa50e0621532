/** Descriptions of songs as a table or as JSON lines: `tonearm features --describe`. */
import { basename, dirname } from 'node:path';
import { csvLine } from '../csv.ts';
import type { Description } from '../description/description.ts';
import { wordList } from './description-text.ts';

export interface DescribedSong {
  readonly path: string;
  readonly durationSeconds: number;
  readonly description: Description;
}

type Cell = string | number | undefined;

/** Columns named as those of the library. */
const COLUMNS: Readonly<Record<string, (description: Description) => Cell>> = {
  beatsPerMinute: ({ tempo }) => tempo?.beatsPerMinute,
  tempoConfidence: ({ tempo }) => tempo?.confidence,
  key: ({ key }) => key && `${key.tonic} ${key.mode}`,
  camelot: ({ key }) => key?.camelot,
  keyConfidence: ({ key }) => key?.confidence,
  energy: ({ energy }) => energy,
  mood: ({ mood }) => (mood?.unsure ? undefined : mood?.quadrant),
  moodConfidence: ({ mood }) => mood?.confidence,
  valence: ({ mood }) => mood?.valence,
  arousal: ({ mood }) => mood?.arousal,
  voice: ({ voice }) => voice?.present,
  loudnessLufs: ({ loudness }) => loudness?.integratedLufs,
  loudnessRangeLu: ({ loudness }) => loudness?.rangeLu,
  truePeakDb: ({ loudness }) => loudness?.truePeakDb,
  words: ({ words }) => wordList(words),
  firstBeatSeconds: ({ beatGrid }) => beatGrid?.firstBeatSeconds,
  gridBeatsPerMinute: ({ beatGrid }) => beatGrid?.beatsPerMinute,
};

/**
 * CSV rows `filename,seconds,<columns>,label`, one for each song; unknown values are empty, the label is the
 * folder.
 */
export function* descriptionRows(songs: readonly DescribedSong[]): Generator<string> {
  yield csvLine(['filename', 'seconds', ...Object.keys(COLUMNS), 'label']);
  for (const { path, durationSeconds, description } of songs) {
    const cells = Object.values(COLUMNS).map((read) => read(description) ?? '');
    yield csvLine([basename(path), durationSeconds, ...cells, basename(dirname(path))]);
  }
}

/** JSON lines: `{file, durationSeconds, description}`. */
export function* descriptionLines(songs: readonly DescribedSong[]): Generator<string> {
  for (const { path: file, ...song } of songs) yield JSON.stringify({ file, ...song });
}
