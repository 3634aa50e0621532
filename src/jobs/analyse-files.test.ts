import { mkdtemp, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { TonearmError } from '../errors.ts';
import { type AnalyseFilesOptions, analyseFiles, type HashedFile } from './analyse-files.ts';
import { AnalysisPool } from './analysis-pool.ts';

let folder: string;
let pool: AnalysisPool;
/** Results by content hash, as a library or a cache keeps them. */
let store: Map<string, string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-files-'));
  pool = new AnalysisPool({ workers: 3 });
  store = new Map();
});
afterEach(async () => {
  await pool.close();
  await removeFolder(folder);
});

async function files(...contents: string[]): Promise<string[]> {
  const paths = contents.map((_, i) => join(folder, `${i}.wav`));
  await Promise.all(paths.map((path, i) => writeFile(path, contents[i])));
  return paths;
}

type Options = AnalyseFilesOptions<string, string>;

/** Analyses by `task`, which answers in the place of the pool. */
function analyse(
  paths: readonly string[],
  task: (file: HashedFile) => Promise<string>,
  more?: Partial<Options>,
) {
  return analyseFiles<string, string>(paths, {
    pool,
    task,
    known: async ({ contentHash }) => store.get(contentHash),
    keep: ({ contentHash }, finding) => {
      if ('error' in finding) return finding.error.code;
      store.set(contentHash, finding.result);
      return `${finding.result}${finding.known ? ' again' : ''}`;
    },
    fail: (_, error: TonearmError) => `failed: ${error.code}`,
    ...more,
  });
}

const idle = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('files', () => {
  test('files are analysed each content once, at the same time too, and in order', async () => {
    const paths = await files('a', 'b', 'a', 'a', 'b', 'c');
    const seen: string[] = [];
    const task = async ({ path }: HashedFile) => {
      seen.push(path);
      await idle();
      return `song ${seen.length}`;
    };
    const kept = await analyse(paths, task);
    expect(seen).toHaveLength(3);
    expect(kept.filter((each) => !each!.endsWith('again'))).toHaveLength(3);
    expect(kept[0]!.slice(0, 6)).toBe(kept[3]!.slice(0, 6));
    expect(await analyse(paths, task)).toEqual(kept.map((each) => `${each!.slice(0, 6)} again`));
    expect(seen).toHaveLength(3);
  });

  test('files that change while they are analysed are begun again, and nothing is kept under the wrong hash', async () => {
    const [path] = await files('old');
    const hashes: string[] = [];
    const kept = await analyse([path], async ({ contentHash }) => {
      hashes.push(contentHash);
      if (hashes.length === 1) await writeFile(path, 'new content');
      return `answer ${hashes.length}`;
    });
    expect(kept).toEqual(['answer 2']);
    expect([...store]).toEqual([[hashes[1], 'answer 2']]);
  });

  test('files that are replaced by others of the same length and time are begun again, too', async () => {
    const [path, other] = await files('old', 'new');
    let runs = 0;
    const kept = await analyse([path], async () => {
      runs++;
      if (runs === 1) await rename(other, path);
      return `answer ${runs}`;
    });
    expect(kept).toEqual(['answer 2']);
    expect(store.size).toBe(1);
  });

  test('files that change all the time are an error', async () => {
    const [path] = await files('old');
    let runs = 0;
    const kept = await analyse([path], async () => {
      runs++;
      await writeFile(path, 'x'.repeat(runs));
      return 'never kept';
    });
    expect(kept).toEqual(['failed: bad-request']);
    expect(store.size).toBe(0);
  });

  test('files that fail are told apart from those that cannot be read', async () => {
    const [silent] = await files('quiet');
    const task = async () => {
      throw new TonearmError('silent', 'Expected sound, got silence.');
    };
    expect(await analyse([silent, join(folder, 'missing.wav'), folder], task)).toEqual([
      'silent',
      'failed: not-found',
      'failed: bad-request',
    ]);
  });

  test('files are skipped without a look at their content', async () => {
    const paths = await files('a', 'b');
    const progress: number[] = [];
    const kept = await analyse(paths, async () => 'answer', {
      skip: (path) => path === paths[0],
      onProgress: ({ done, cached }) => progress.push(done, cached),
    });
    expect(kept).toEqual([undefined, 'answer']);
    expect(progress.slice(-2)).toEqual([2, 1]);
  });

  test('end where an error says so, and when called off', async () => {
    const paths = await files('a', 'b', 'c');
    const fails = async () => {
      throw new TonearmError('bad-request', 'All is lost.');
    };
    await expect(analyse(paths, fails, { endsAll: () => true })).rejects.toThrow('All is lost.');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(analyse(paths, async () => 'answer', { signal })).rejects.toThrow('enough');
  });
});
