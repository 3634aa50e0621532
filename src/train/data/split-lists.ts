/** Published splits: lists of training, validation and test tracks, by name. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TonearmError } from '../../errors.ts';
import type { Dataset } from './dataset.ts';
import { SPLITS, type Split, type Track } from './track.ts';

const MAX_LIST_BYTES = 16e6;

/**
 * Data set with each track on the side of the split that lists state, as the published fault-filtered lists
 * do: a folder with text files whose names contain `train`, `valid` or `test`, one track a line. Tracks are
 * matched by the last part of their path without its extension; a track that no list names is left out.
 * @throws not-found, bad-request where there is no train list, a name stands on two sides, or no track is met.
 */
export async function withLists(dataset: Dataset, folder: string): Promise<Dataset> {
  const sides = new Map<string, Split>();
  for (const split of SPLITS) {
    for (const name of await namesIn(folder, split)) {
      const earlier = sides.get(name);
      if (earlier !== undefined && earlier !== split) {
        throw new TonearmError(
          'bad-request',
          `Expected each track in one list, got ${JSON.stringify(name)} in ${earlier} and ${split}.`,
        );
      }
      sides.set(name, split);
    }
  }
  const tracks = dataset.tracks.map((track): Track => ({ ...track, split: sides.get(stem(track.id)) }));
  if (tracks.every(({ split }) => split === undefined)) {
    throw new TonearmError('bad-request', 'Expected lists that name these tracks, got lists of others.');
  }
  return { ...dataset, tracks };
}

async function namesIn(folder: string, split: Split): Promise<string[]> {
  const files = await readdir(folder).catch(() => {
    throw new TonearmError('not-found', `Expected a folder of lists, got nothing at ${folder}.`);
  });
  const file = files.sort().find((name) => name.includes(split) && name.endsWith('.txt'));
  if (file === undefined && split === 'train')
    throw new TonearmError('bad-request', 'Expected a list *train*.txt, got none.');
  if (file === undefined) return [];
  const path = join(folder, file);
  const { size } = await stat(path);
  if (size > MAX_LIST_BYTES)
    throw new TonearmError('bad-request', `Expected a list of at most ${MAX_LIST_BYTES} bytes, got ${size}.`);
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '').map(stem);
}

function stem(path: string): string {
  return path.replace(/^.*[/\\]/, '').replace(/\.[a-z][a-z0-9]{1,4}$/i, '');
}
