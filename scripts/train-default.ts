/**
 * Trains the model that Tonearm ships, measures it honestly, and writes the file and its report.
 *
 *     node --import tsx scripts/train-default.ts DATA [FILE.onnx] [CACHE]
 *
 * DATA has `gtzan/` (tables and pictures of 640 clips) and `extra/` (independent songs as audio). About 25
 * minutes on two cores; features of songs are kept in CACHE.
 */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { GENRES } from '../src/genres.ts';
import { writeModel } from '../src/models/model-file.ts';
import type { ModelInfo } from '../src/models/model-info.ts';
import { bandsOf, type Patches } from '../src/models/patches.ts';
import { Graph } from '../src/onnx/graph.ts';
import { add, mul, softmax } from '../src/onnx/ops-math.ts';
import { concat, slice } from '../src/onnx/ops-shape.ts';
import { claimThreshold } from '../src/train/calibration.ts';
import { fitWeights } from '../src/train/learn-ensemble.ts';
import { heldOut, type Run } from './train-default/cross-validate.ts';
import { answersOf, figuresIn, isMeasured, type Part, reportOf, strangers } from './train-default/figures.ts';
import { crossValidateApart } from './train-default/folding.ts';
import { fitMembers, lessonsOf, type Members, memberScores, teaches } from './train-default/members.ts';
import { allPatchStatistics, learnPatches, withPatches } from './train-default/patches.ts';
import { HEARD, readSongs, SEGMENTS } from './train-default/songs.ts';

const SEEDS = [11, 12];
const VERSION = '1.5.0';
const SURENESS = 'agreement';
const [data, out = 'models/tonearm.onnx', cache = '.tonearm/features'] = process.argv.slice(2);

if (data === undefined) throw new Error('Expected the folder of the data, got nothing.');
const songs = await readSongs(data, cache);
const [shared, ...runs] = await Promise.all([
  crossValidateApart(songs, SEEDS[0], 'random'),
  ...SEEDS.map((seed) => crossValidateApart(songs, seed, 'artist')),
]);
const weights = weightsOf(runs);
const answers = answersOf(songs, { runs, wanted: isMeasured });
const unsureBelow = claimThreshold(
  answers.map(({ probabilities }) => probabilities),
  answers.map(({ label }) => label),
  SURENESS,
);
const threshold = { unsureBelow, sureness: SURENESS } as const;
const gtzan = { data: 'GTZAN, 640 fault-filtered clips', wanted: isGtzan };
const parts: Part[] = [
  { ...gtzan, split: 'artist', runs },
  { data: 'independent songs listed under one genre', split: 'artist', runs, wanted: isIndependent },
  { ...gtzan, split: 'random', runs: [shared] },
];
const figures = [
  ...parts.flatMap((part) => figuresIn(songs, part, threshold)),
  ...strangers(songs, runs, threshold),
];

const teachers = songs.filter(teaches);
const patches = learnPatches(teachers);
const members = await fitMembers(await withPatches(lessonsOf(teachers), patches), GENRES.length);
const bytes = writeModel(build(members, patches), describe());
await writeFile(out, bytes);
const [first, ...others] = parts.map((part) => reportOf(songs, part, threshold));
const report = { format: 1, model: { name: basename(out, '.onnx'), version: VERSION }, ...first, others };
await writeFile(out.replace(/\.onnx$/, '.report.json'), `${JSON.stringify(report, rounded)}\n`);
console.error(`${out}: ${bytes.length} bytes, weights ${weights.map((weight) => weight.toFixed(3))}`);
console.error(`claims from an agreement of ${unsureBelow.toFixed(3)}`);

function isGtzan({ collection }: (typeof songs)[number]): boolean {
  return collection === 'gtzan';
}

function isIndependent(song: (typeof songs)[number]): boolean {
  return song.collection === 'extra' && !song.known && isMeasured(song);
}

/** From the held-out scores of all runs. */
function weightsOf(all: readonly Run[]): number[] {
  const byRun = all.map(({ scores }) => heldOut(songs, scores));
  return fitWeights(
    [0, 1].map((member) => ({
      labels: byRun.flatMap((run) => run[member].labels),
      scores: byRun.flatMap((run) => run[member].scores),
    })),
  );
}

function build(fitted: Members, dictionaries: readonly Patches[]): Graph {
  const graph = new Graph();
  const inputs = HEARD.map(({ name, shape }) => graph.input(name, 'float32', [-1, ...shape]));
  const statistics = allPatchStatistics(bandsOf(inputs.at(-1)!), dictionaries);
  const [linear, local] = memberScores(concat([...inputs.slice(0, -1), statistics], 1), fitted);
  const kinds = softmax(add(mul(linear, weights[0]), mul(local, weights[1])));
  const none = slice(kinds, 1, GENRES.length, GENRES.length + 1);
  graph.output('probabilities', add(slice(kinds, 1, 0, GENRES.length), mul(none, 1 / GENRES.length)));
  return graph;
}

function describe(): ModelInfo {
  return {
    format: 1,
    name: basename(out, '.onnx'),
    version: VERSION,
    description:
      'Timbre, rhythm, harmony and small patches of half a minute, by discriminant analysis and likeness to known songs together.',
    genres: GENRES,
    recipes: HEARD.map(({ name, version, parameters }) => ({ name, version, parameters })),
    segments: SEGMENTS,
    ...threshold,
    trainedOn:
      'The 640 clips of the fault-filtered GTZAN training and validation lists, 400 independent songs with one or several listed genres, and 61 of none of them.',
    report: figures,
    license: 'MIT',
  };
}

/** Four digits are more than so few songs can tell. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(4)) : value;
}
