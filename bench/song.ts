/**
 * The whole line on a song of four minutes, stage by stage, as multiples of real time; the same song through a warm
 * server, where the first segment's answer is told before the rest; and by the command line from its start (both of
 * what is built). Peer: ffmpeg decoding and resampling it, where it is installed. The made-up song (mp3,
 * 128 kbit/s) is three fifths rests, so that its first half minute of sound ends after two minutes: the first answer of
 * a real song comes sooner.
 *
 *     npm run bench -- song [FILE]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource, classify, type Prediction } from '../src/index.ts';
import { openModel } from '../src/node.ts';
import { startServer } from '../test/support/built.ts';
import { mp3Song } from '../test/support/sound.ts';
import { positional, sized } from './support/arguments.ts';
import { ffmpegDecoding } from './support/peers.ts';

const SECONDS = sized(240, 5);
const RUNS = sized(5, 1);
const COMMAND = join(import.meta.dirname, '../bin/tonearm.js');

const song = positional[0] === undefined ? mp3Song(SECONDS) : readFileSync(positional[0]);
const model = await openModel();
const predictions: Prediction[] = [];
for (let run = 0; run <= RUNS; run++) predictions.push(await classify(bytesSource(song), model));
const { durationSeconds } = predictions[0];

console.log(`A song of ${durationSeconds.toFixed(0)} s; ${model.info.name}; the fastest of ${RUNS} runs`);
for (const stage of ['decodeMs', 'resampleMs', 'featuresMs', 'modelMs', 'totalMs'] as const) {
  print(stage.replace('Ms', ''), Math.min(...predictions.slice(1).map(({ timings }) => timings[stage])));
}
await model.release();
const { first, whole } = await throughServer();
print('warm server, first answer', first);
print('warm server', whole);
print('command line, cold', commandMs());
const peer = await ffmpegMs();
if (peer !== undefined) print('(ffmpeg: decode + resample)', peer);

function print(name: string, ms: number): void {
  const speed = `${(durationSeconds / (ms / 1000)).toFixed(0)}x real time`;
  console.log(`  ${name.padEnd(28)} ${ms.toFixed(0).padStart(7)} ms ${speed.padStart(18)}`);
}

/** Times from the sending of the song to the first and the last answer. */
async function throughServer(): Promise<{ first: number; whole: number }> {
  const server = await startServer({ port: 0 });
  const [firsts, wholes]: number[][] = [[], []];
  for (let run = 0; run <= RUNS; run++) {
    const started = performance.now();
    const answer = await fetch(`${server.url}/api/classifications`, {
      method: 'POST',
      headers: { accept: 'text/event-stream' },
      body: Buffer.from(song),
    });
    if (!answer.ok || !answer.body) throw new Error(`Expected an answer, got ${answer.status}`);
    const decoder = new TextDecoder();
    let text = '';
    for await (const piece of answer.body) {
      text += decoder.decode(piece, { stream: true });
      if (firsts.length === run && text.includes('"segment":')) firsts.push(performance.now() - started);
    }
    if (!text.includes('event: result')) throw new Error(`Expected a result, got ${text.slice(-200)}`);
    wholes.push(performance.now() - started);
  }
  await server.close();
  return { first: Math.min(...firsts.slice(1)), whole: Math.min(...wholes.slice(1)) };
}

/** Minimum wall time of the command, as it is installed: a checkout looks at its sources first. */
function commandMs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-bench-'));
  const path = join(folder, 'song.mp3');
  writeFileSync(path, song);
  // Where this names certificates, Node reads them all at every start.
  const env = { ...process.env, TONEARM_BUILT: 'yes', NODE_EXTRA_CA_CERTS: undefined };
  let least = Infinity;
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, [COMMAND, 'classify', path], { stdio: 'ignore', env });
    if (status !== 0) throw new Error(`Expected an answer of the command line, got exit code ${status}.`);
    least = Math.min(least, performance.now() - started);
  }
  rmSync(folder, { recursive: true });
  return least;
}

/** Minimum processor time of ffmpeg. */
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
