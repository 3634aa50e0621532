/**
 * Teaches the networks that estimate tempo and key, measures them by artist, and writes them to
 * `src/description/*-networks.base64.ts`.
 *
 *     node --import tsx scripts/train-tempo-key.ts GTZAN
 *
 * GTZAN has the clips with `clips.csv` and `rhythm_and_key.csv`. Some ten minutes.
 */
import { writeFile } from 'node:fs/promises';
import { mean, standardDeviation } from '../src/dsp/statistics.ts';
import { fitCalibration, reliability } from './train-tempo-key/calibrate.ts';
import { crossValidate, type Example, fitWeights, type Training } from './train-tempo-key/fit.ts';
import { KEY_TRAINING, keyAnswer, keyExample } from './train-tempo-key/key.ts';
import { readSongs, type Song } from './train-tempo-key/songs.ts';
import { TEMPO_TRAINING, tempoAnswer, tempoExample } from './train-tempo-key/tempo.ts';

interface Answer {
  readonly right: boolean;
  /** The milder figure: 0 to 1. */
  readonly score: number;
  readonly probability: number;
}

interface Part {
  readonly name: 'tempo' | 'key';
  readonly songs: readonly Song[];
  readonly training: Training;
  readonly example: (song: Song) => Example;
  readonly answer: (song: Song, probabilities: Float64Array) => Answer;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Expected the folder of GTZAN, got nothing.');
const songs = await readSongs(folder);
await teach({ name: 'tempo', songs, training: TEMPO_TRAINING, example: tempoExample, answer: tempoAnswer });
const withKey = songs.filter(({ key }) => key >= 0);
await teach({ name: 'key', songs: withKey, training: KEY_TRAINING, example: keyExample, answer: keyAnswer });

async function teach({ name, songs, training, example, answer }: Part): Promise<void> {
  const examples = songs.map(example);
  const runs = await crossValidate(examples, training);
  const answers = runs.map((run) => songs.map((song, i) => answer(song, run[i])));
  const calibration = fitCalibration(answers.flat());
  const percent = (values: number[]) =>
    `${(100 * mean(values)).toFixed(1)} +- ${(100 * standardDeviation(values)).toFixed(1)} %`;
  const right = answers.map((run) => mean(run.map((one) => (one.right ? 1 : 0))));
  const scores = answers.map((run) => mean(run.map(({ score }) => score)));
  console.log(`${name}: right ${percent(right)}, milder ${percent(scores)} (n ${songs.length})`);
  console.log(reliability(answers.flat(), calibration));
  const weights = await fitWeights(examples, training);
  await write(name, { shape: training.shape, calibration, weights });
}

async function write(
  name: string,
  { shape, calibration, weights }: { shape: object; calibration: object; weights: Float32Array },
): Promise<void> {
  const base64 = Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength).toString('base64');
  const fields = [
    `shape: ${literal(shape)}`,
    `calibration: ${literal(calibration)}`,
    `weights:\n    '${base64}'`,
  ];
  await writeFile(
    new URL(`../src/description/${name}-networks.base64.ts`, import.meta.url),
    `/** Made by \`scripts/train-tempo-key.ts\`: float32, as \`CandidateNetworks\` reads them. */\n` +
      `export const ${name.toUpperCase()}_NETWORKS = {\n  ${fields.join(',\n  ')},\n};\n`,
  );
}

function literal(values: object): string {
  return `{ ${Object.entries(values)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`;
}
