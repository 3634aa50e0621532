/**
 * Accuracy of descriptions against annotations, beside librosa and Essentia.
 *
 *     npm run bench -- description
 *     PYTHON=python3 node --import tsx bench/description.ts [DATA] [CACHE]
 *
 * DATA has `gtzan/` and `extra/`, else ../shared/data; CACHE keeps features, as that of `scripts/train-default.ts`, and
 * what the peers answered. What is learned is learned anew for each fold, by artist, so that no song is
 * measured by networks that know it: some minutes. Peers need a Python with librosa and essentia, named by PYTHON.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readLabelledSongs } from '../scripts/train-description/labels.ts';
import { readSongs } from '../scripts/train-tempo-key/songs.ts';
import { cost } from './description/cost.ts';
import { keyRows } from './description/key.ts';
import { moodRows, wordRows } from './description/mood-words.ts';
import { askPeers } from './description/peers.ts';
import type { Row } from './description/row.ts';
import { agreementRows, gridRows, ourTempi, tempoRows } from './description/tempo.ts';
import { isSmoke, positional } from './support/arguments.ts';

const [data = '../shared/data', cache = '.tonearm/features'] = positional;
const folder = join(data, 'gtzan');
if (isSmoke || !existsSync(folder)) {
  console.log(`No songs at ${folder}: name a folder that has gtzan/.`);
} else {
  const songs = await readSongs(folder);
  const peers = askPeers(
    songs.map(({ path }) => path),
    join(cache, 'peers.jsonl'),
  );
  const tempi = await ourTempi(songs);
  print(tempoRows(songs, tempi, peers));
  print(agreementRows(songs, tempi[0], peers));
  print(gridRows(songs, tempi[0]));
  print(await keyRows(songs, peers));
  const labelled = await readLabelledSongs(data, cache);
  print(await moodRows(labelled));
  print(wordRows(labelled));
  console.log(await cost(songs[0].path));
}

/** A line a row: what, who, of how many songs, how well. */
function print(rows: readonly Row[]): void {
  for (const { part, who, songs, figures } of rows) {
    const shown = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
    console.log(`${part.padEnd(12)} ${who.padEnd(28)} n ${String(songs).padEnd(5)} ${shown.join('   ')}`);
  }
}
