/** Fuzz targets: any bytes give a valid answer, or an error with a code. */
import { strict as assert } from 'node:assert';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../src/audio/byte-source.ts';
import { streamSamples } from '../../src/audio/load.ts';
import { openPassages } from '../../src/audio/passages.ts';
import { TonearmError } from '../../src/errors.ts';
import { readTags } from '../../src/jobs/tags.ts';
import { openTags } from '../../src/library/tagging/editor.ts';
import { Refusal } from '../../src/library/tagging/refusal.ts';
import { soundHash } from '../../src/library/tagging/sound-hash.ts';
import { invertSplices, spliceBytes } from '../../src/library/tagging/splice.ts';
import { readModelInfo } from '../../src/models/model-file.ts';
import { removeFolder } from '../support/remove-folder.ts';

export type Target = (bytes: Uint8Array) => Promise<void>;

const PASSAGE_SECONDS = 1;

export const TARGETS: Readonly<Record<string, Target>> = {
  /** All of a file's sound. */
  decode: (bytes) =>
    orRefusal(async () => {
      const { chunks } = await streamSamples(bytesSource(bytes));
      for await (const chunk of chunks) expectSound(chunk);
    }),

  /** Three passages of it. */
  passages: (bytes) =>
    orRefusal(async () => {
      const song = await openPassages(bytesSource(bytes), (seconds) => ({
        startSeconds: [...new Set([0, Math.floor(seconds / 3), Math.max(0, Math.floor(seconds) - 1)])],
        seconds: PASSAGE_SECONDS,
      }));
      if (song === undefined) return;
      assert(Number.isFinite(song.durationSeconds), `a song of ${song.durationSeconds} s`);
      for await (const { data } of song.passages) expectSound(data);
    }),

  /** Tags as the library reads them: never a reason to fail. */
  async tags(bytes) {
    const folder = await mkdtemp(join(tmpdir(), 'tonearm-fuzz-'));
    try {
      const path = join(folder, 'song');
      await writeFile(path, bytes);
      await readTags(path);
    } finally {
      await removeFolder(folder);
    }
  },

  /** Tags that are written: all of it can be taken back, and what `writeTags` checks of the copy can be read. */
  edit: (bytes) =>
    orRefusal(async () => {
      const source = bytesSource(bytes);
      const splices = await (await openTags(source)).edit({ genres: ['Größe', 'Jazz'], tempo: 120 });
      const undo = await invertSplices(source, splices);
      const after = spliceBytes(bytes, splices);
      assert(Buffer.from(spliceBytes(after, undo)).equals(bytes), 'tags that cannot be taken back');
      await openTags(bytesSource(after));
      await soundHash(source);
      await soundHash(bytesSource(after));
    }),

  /** Reads the description of a model file. */
  model: (bytes) => orRefusal(async () => void readModelInfo(bytes)),
};

async function orRefusal(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) return;
    if (!(error instanceof TonearmError) || error.code === 'internal') throw error;
  }
}

function expectSound(samples: Float32Array): void {
  assert(
    samples.every((sample) => Number.isFinite(sample)),
    'samples that are not finite',
  );
}
