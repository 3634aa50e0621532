/**
 * Profile of a scan and of an upload, a line for each stage: samples of the running program, each attributed
 * to the innermost frame in `src/`. Of the songs of a folder that is named, at most four, else of a made-up
 * one. Networks run in this thread here, so that they are seen.
 *
 *     npm run bench -- profile [FOLDER]
 */
import { readFile } from 'node:fs/promises';
import { type Profiler, Session } from 'node:inspector/promises';
import { SONG_PASSAGES, SongDescriber } from '../src/analysis/song-vector.ts';
import { classify } from '../src/classify/classify.ts';
import { shippedDescription } from '../src/jobs/shipped-networks.ts';
import { walk } from '../src/jobs/walk.ts';
import { openModel } from '../src/node.ts';
import { mp3Song } from '../test/support/sound.ts';
import { positional, sized } from './support/arguments.ts';

/** The first that fits counts. */
const STAGES: readonly (readonly [stage: string, place: RegExp])[] = [
  ['garbage collection', /garbage collector/],
  ['networks (ONNX Runtime)', /onnxruntime|src\/onnx\//],
  ['resampling', /audio\/(?:resample|load|passage-intake)|dsp\/polyphase/],
  [
    'mixing, silence, cutting',
    /audio\/(?:mix|sanitizer|decode-track|plane-buffer)|mean-of-two|src\/analysis\//,
  ],
  ['decoding', /src\/audio\/|mpg123/],
  ['loudness and true peak', /loudness|k-weighting|true-peak/],
  ['key', /description\/(?:key|pitch-classes)/],
  ['tempo', /description\/(?:tempo|onsets|periodicity|network|beats)|dsp\/fft/],
  ['spectra', /dsp\/stft|features\/spectra|dsp\/spectra|fourier/],
  ['features', /src\/(?:features|dsp)\//],
  ['the rest', /./],
];

const model = await openModel();
const songs = positional[0] === undefined ? [mp3Song(sized(240, 5))] : await songsBelow(positional[0]);
const scan = async (song: Uint8Array) => {
  const also = new SongDescriber();
  await classify(song, model, { passages: SONG_PASSAGES, also, describe: shippedDescription });
  also.describe();
};
await report('a scan, three passages of each song', scan);
await report('an upload, all of the song', (song) => classify(song, model));
await report('an upload with its description', (song) =>
  classify(song, model, { describe: shippedDescription }),
);
await model.release();

async function songsBelow(folder: string): Promise<Uint8Array[]> {
  const { files } = await walk([folder], {});
  return Promise.all(files.slice(0, 4).map((file) => readFile(file)));
}

async function report(name: string, work: (song: Uint8Array) => Promise<unknown>): Promise<void> {
  await work(songs[0]);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  for (const song of songs) await work(song);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const times = timesByStage(profile);
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  console.log(`${name}: ${(total / 1000 / songs.length).toFixed(0)} ms a song`);
  for (const [stage, time] of [...times].sort(([, a], [, b]) => b - a)) {
    const share = (100 * time) / total;
    console.log(`  ${stage.padEnd(26)}${share.toFixed(1).padStart(6)} %  ${'#'.repeat(Math.round(share))}`);
  }
}

/** Microseconds; what is idle counts for nothing. */
function timesByStage({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Map<string, number> {
  const stages = new Map<number, string>();
  const visit = (id: number, outer: string) => {
    const { callFrame, children = [] } = nodes[places.get(id)!];
    const place = `${callFrame.url} ${callFrame.functionName}`;
    const isOurs = /src\/|onnxruntime|garbage collector/.test(place) && !/kernels\.ts/.test(place);
    const stage = isOurs ? STAGES.find(([, found]) => found.test(place))![0] : outer;
    stages.set(id, callFrame.functionName === '(idle)' ? 'idle' : stage);
    for (const child of children) visit(child, stage);
  };
  const places = new Map(nodes.map(({ id }, i) => [id, i]));
  visit(nodes[0].id, 'the rest');
  const times = new Map<string, number>();
  samples.forEach((id, i) => {
    const stage = stages.get(id)!;
    if (stage !== 'idle') times.set(stage, (times.get(stage) ?? 0) + timeDeltas[i]);
  });
  return times;
}
