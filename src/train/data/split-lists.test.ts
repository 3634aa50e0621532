import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import type { Dataset } from './dataset.ts';
import { withLists } from './split-lists.ts';

const ids = ['blues/blues.00000.wav', 'blues/blues.00001.wav', 'rock.00000.au', 'rock.00001'];
const dataset: Dataset = {
  name: 'x',
  genres: ['blues', 'rock'],
  tracks: ids.map((id) => ({ id, label: id.slice(0, 4), split: 'test' })),
  broken: [],
};
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-lists-'));
});
afterEach(() => removeFolder(folder));

async function lists(files: Record<string, string>): Promise<string> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

describe('published lists', () => {
  test('decide the side of each track by name; a track in none has no side', async () => {
    const from = await lists({
      'train_filtered.txt': 'blues/blues.00000.wav\r\nrock/rock.00000.wav\r\n\r\n',
      'test_filtered.txt': 'rock/rock.00001.wav',
    });
    const { tracks } = await withLists(dataset, from);
    expect(tracks.map(({ split }) => split)).toEqual(['train', undefined, 'train', 'test']);
  });

  test.each([
    ['no train list', { 'test.txt': 'rock.00000' }, 'Expected a list *train*.txt, got none.'],
    [
      'a track in two lists',
      { 'train.txt': 'a/rock.00000.wav', 'valid.txt': 'b/rock.00000.au' },
      'Expected each track in one list, got "rock.00000" in train and valid.',
    ],
    [
      'names of others',
      { 'train.txt': 'jazz.00000' },
      'Expected lists that name these tracks, got lists of others.',
    ],
  ])('%s is refused', async (_, files, message) => {
    await expect(withLists(dataset, await lists(files))).rejects.toThrow(message);
  });

  test('a folder that is not there is refused', async () => {
    await expect(withLists(dataset, join(folder, 'none'))).rejects.toMatchObject({ code: 'not-found' });
  });
});
