/** Foldings in processes of their own, so that every core has one. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { crossValidate, type Run, type Split } from './cross-validate.ts';
import type { Song } from './songs.ts';

interface Folding {
  readonly songs: readonly Song[];
  readonly seed: number;
  readonly split: Split;
}

const FILE = fileURLToPath(import.meta.url);

export function crossValidateApart(songs: readonly Song[], seed: number, split: Split): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = fork(FILE, { serialization: 'advanced' });
    child.once('message', resolve).once('error', reject);
    child.once('exit', (code) => reject(new Error(`Expected the figures of a folding, got exit ${code}`)));
    child.send({ songs, seed, split } satisfies Folding);
  });
}

if (process.argv[1] === FILE) {
  process.once('message', async ({ songs, seed, split }: Folding) => {
    process.send?.(await crossValidate(songs, seed, split), () => process.disconnect());
  });
}
