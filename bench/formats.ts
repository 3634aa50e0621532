/**
 * How much the format of a song changes the answer: `node --import tsx bench/formats.ts FOLDER`.
 *
 * Encodes every lossless file of FOLDER with ffmpeg (which must be installed), classifies all versions with
 * the default model, and prints for each format how many genres stay and by how much probabilities move.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { bytesSource, classify, loadModel, type Prediction } from '../src/index.ts';
import { findModel } from '../src/jobs/shipped-models.ts';

const FORMATS: Record<string, string[]> = {
  'flac.wav': ['-c:a', 'pcm_s16le'],
  'v128.mp3': ['-c:a', 'libmp3lame', '-b:a', '128k'],
  'vorbis.ogg': ['-c:a', 'libvorbis', '-q:a', '4'],
  'o96.opus': ['-c:a', 'libopus', '-b:a', '96k'],
  'a128.m4a': ['-c:a', 'aac', '-b:a', '128k'],
};

const [folder, modelName] = process.argv.slice(2);
const model = await loadModel(await readFile(await findModel(modelName)));
const songs = readdirSync(folder).filter((name) => /\.(flac|wav)$/.test(name));
const scratch = mkdtempSync(join(tmpdir(), 'tonearm-formats-'));
const original = new Map<string, Prediction>();
for (const song of songs) original.set(song, await listen(join(folder, song)));

for (const [suffix, codec] of Object.entries(FORMATS)) {
  let same = 0;
  let equal = 0;
  let largest = 0;
  for (const song of songs) {
    const path = join(scratch, `${parse(song).name}.${suffix}`);
    execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, song), ...codec, path]);
    const [before, after] = [original.get(song)!, await listen(path)];
    const change = largestChange(before, after);
    if (before.genre === after.genre) same++;
    else
      console.log(
        `  ${song} as ${suffix}: ${before.genre} ${before.confidence.toFixed(2)} -> ${after.genre} ${after.confidence.toFixed(2)}`,
      );
    if (JSON.stringify(before.segments) === JSON.stringify(after.segments)) equal++;
    largest = Math.max(largest, change);
  }
  console.log(
    `${suffix.padEnd(12)} same genre ${same} of ${songs.length}, identical ${equal}, largest change ${largest.toFixed(3)}`,
  );
}
rmSync(scratch, { recursive: true });
await model.release();

async function listen(path: string): Promise<Prediction> {
  return classify(bytesSource(await readFile(path)), model);
}

function largestChange(a: Prediction, b: Prediction): number {
  return Math.max(
    ...a.ranking.map(({ genre, probability }) =>
      Math.abs(probability - b.ranking.find((other) => other.genre === genre)!.probability),
    ),
  );
}
