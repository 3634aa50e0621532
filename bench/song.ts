/**
 * The whole line on a song of four minutes (128 kbit/s mp3), stage by stage, as multiples of real time, and
 * the same song through a warm server. Peer: ffmpeg decoding and resampling it, where it is installed.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource, classify, type Prediction } from '../src/index.ts';
import { openModel } from '../src/node.ts';
import { startServer } from '../src/server/start.ts';
import { mp3Song } from '../test/support/sound.ts';
import { sized } from './support/arguments.ts';
import { ffmpegDecoding } from './support/peers.ts';

const SECONDS = sized(240, 20);
const RUNS = sized(5, 1);

const song = mp3Song(SECONDS);
const model = await openModel();
const predictions: Prediction[] = [];
for (let run = 0; run <= RUNS; run++) predictions.push(await classify(bytesSource(song), model));
const { durationSeconds } = predictions[0];

console.log(
  `A song of ${durationSeconds.toFixed(0)} s, mp3; ${model.info.name}; the fastest of ${RUNS} runs`,
);
for (const stage of ['decodeMs', 'resampleMs', 'featuresMs', 'modelMs', 'totalMs'] as const) {
  print(stage.replace('Ms', ''), Math.min(...predictions.slice(1).map(({ timings }) => timings[stage])));
}
await model.release();
print('warm server', await throughServer());
const peer = await ffmpegMs();
if (peer !== undefined) print('(ffmpeg: decode + resample)', peer);

function print(name: string, ms: number): void {
  const speed = `${(durationSeconds / (ms / 1000)).toFixed(0)}x real time`;
  console.log(`  ${name.padEnd(28)} ${ms.toFixed(0).padStart(7)} ms ${speed.padStart(18)}`);
}

async function throughServer(): Promise<number> {
  const server = await startServer({ port: 0 });
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const started = performance.now();
    const answer = await fetch(`${server.url}/api/classifications`, {
      method: 'POST',
      body: Buffer.from(song),
    });
    if (!answer.ok) throw new Error(`Expected an answer, got ${answer.status}`);
    await answer.json();
    times.push(performance.now() - started);
  }
  await server.close();
  return Math.min(...times.slice(1));
}

/** Of processor time, the least. */
async function ffmpegMs(): Promise<number | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-bench-'));
  const path = join(folder, 'song.mp3');
  writeFileSync(path, song);
  const run = ffmpegDecoding(path, ['-ac', '1', '-ar', '22050']);
  let least: number | undefined;
  for (let i = 0; run && i < RUNS; i++) least = Math.min(least ?? Infinity, await run());
  rmSync(folder, { recursive: true });
  return least;
}
