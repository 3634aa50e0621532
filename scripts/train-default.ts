/**
 * Trains the model that Tonearm ships, measures it honestly, and writes the file.
 *
 *     node --import tsx scripts/train-default.ts DATA [FILE.onnx] [CACHE]
 *
 * DATA has `gtzan/` (tables and pictures of 640 clips) and `extra/` (independent songs as audio). About ten
 * minutes on two cores, most of it features; a second run finds those in CACHE.
 */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { GENRES } from '../src/genres.ts';
import { writeModel } from '../src/models/model-file.ts';
import type { Figure, ModelInfo } from '../src/models/model-info.ts';
import { Graph } from '../src/onnx/graph.ts';
import { add, mul, softmax } from '../src/onnx/ops-math.ts';
import { concat, slice } from '../src/onnx/ops-shape.ts';
import { claimThreshold } from '../src/train/calibration.ts';
import { fitWeights } from '../src/train/learn-ensemble.ts';
import { argmax, mean, standardDeviation } from '../src/train/metrics.ts';
import {
  type CrossScores,
  crossValidate,
  FOLDS,
  heldOut,
  honestProbabilities,
  type Worth,
  worthOf,
} from './train-default/cross-validate.ts';
import { fitMembers, type Members, memberScores, teaches } from './train-default/members.ts';
import { HEARD, readSongs, SEGMENTS, type Song } from './train-default/songs.ts';

const SEEDS = [11, 12, 13];
const VERSION = '1.2.0';
const [data, out = 'models/tonearm.onnx', cache = '.tonearm/features'] = process.argv.slice(2);

if (data === undefined) throw new Error('Expected the folder of the data, got nothing.');
const songs = await readSongs(data, cache);
const runs: { scores: CrossScores['scores']; probabilities: number[][] }[] = [];
for (const seed of SEEDS) {
  const scores = await crossValidate(songs, GENRES.length, seed);
  runs.push({ scores: scores.scores, probabilities: honestProbabilities(songs, scores, GENRES.length) });
}
const weights = fitWeights(
  [0, 1].map((member) => pooled(runs.map((run) => heldOut(songs, run.scores, GENRES.length)[member]))),
);
const measured = songs.map(({ strength }) => strength === 'sure');
const answers = runs.flatMap((run) => run.probabilities.filter((_, i) => measured[i]));
const labels = runs.flatMap(() => songs.filter((_, i) => measured[i]).map(({ label }) => label));
const unsureBelow = claimThreshold(answers, labels);
const report = [
  ...figures('GTZAN, 640 fault-filtered clips', (song) => song.collection === 'gtzan'),
  ...figures(
    'independent songs listed under one genre',
    (song) => song.collection === 'extra' && !song.known,
  ),
  strangers(),
];
const members = await fitMembers(songs.filter(teaches), GENRES.length);
const bytes = writeModel(build(members), describe());
await writeFile(out, bytes);
console.error(
  `${out}: ${bytes.length} bytes, weights ${weights.map((weight) => weight.toFixed(3))}, unsure below ${unsureBelow.toFixed(3)}`,
);

function pooled<T extends { labels: readonly number[]; scores: readonly Float32Array[] }>(
  parts: readonly T[],
) {
  return { labels: parts.flatMap((part) => part.labels), scores: parts.flatMap((part) => part.scores) };
}

function figures(name: string, wanted: (song: Song) => boolean): Figure[] {
  const places = [...songs.keys()].filter((i) => measured[i] && wanted(songs[i]));
  const chosen = places.map((i) => songs[i]);
  const worths = runs.map(({ probabilities }) =>
    worthOf(
      chosen,
      places.map((i) => probabilities[i]),
      GENRES.length,
    ),
  );
  const figure = (measure: keyof Omit<Worth, 'recalls' | 'n'>): Figure => {
    const values = worths.map((worth) => worth[measure]);
    const kind = `standard deviation over ${SEEDS.length} foldings`;
    const protocol = `artist-grouped ${FOLDS}-fold, calibrated without the measured fold`;
    return {
      measure,
      value: mean(values),
      spread: standardDeviation(values),
      spreadOf: kind,
      n: chosen.length,
      protocol,
      data: name,
    };
  };
  const result = (['accuracy', 'macroF1', 'macroRecall', 'ece'] as const).map(figure);
  for (const { measure, value, spread, n } of result)
    console.error(`${name}: ${measure} ${value.toFixed(3)} ± ${spread.toFixed(3)} (n ${n})`);
  const recalls = GENRES.map(
    (genre, g) => `${genre} ${mean(worths.map((worth) => worth.recalls[g])).toFixed(2)}`,
  );
  console.error(`  recall: ${recalls.join(', ')}`);
  return result;
}

/** How often songs of none of the genres are called unsure, and how well confidence tells them from others. */
function strangers(): Figure {
  const places = [...songs.keys()].filter((i) => songs[i].strength === 'outside');
  const shares = runs.map(({ probabilities }) => {
    return mean(places.map((i) => Number(probabilities[i][argmax(probabilities[i])] < unsureBelow)));
  });
  const aurocs = runs.map(({ probabilities }) => {
    const confidence = (i: number) => Math.max(...probabilities[i]);
    const others = [...songs.keys()].filter((i) => measured[i]).map(confidence);
    return mean(places.flatMap((i) => others.map((other) => Number(other > confidence(i)))));
  });
  console.error(`AUROC of confidence ${mean(aurocs).toFixed(3)} ± ${standardDeviation(aurocs).toFixed(3)}`);
  const claims = mean(answers.map((row) => Number(row[argmax(row)] >= unsureBelow)));
  console.error(
    `unsure about ${mean(shares).toFixed(3)} of ${places.length} songs of other genres; sure about ${claims.toFixed(3)} of the measured ones`,
  );
  return {
    measure: 'unsure',
    value: mean(shares),
    spread: standardDeviation(shares),
    spreadOf: `standard deviation over ${SEEDS.length} foldings`,
    n: places.length,
    protocol: `artist-grouped ${FOLDS}-fold`,
    data: 'independent songs of none of the genres',
  };
}

function build(fitted: Members): Graph {
  const graph = new Graph();
  const inputs = HEARD.map(({ name, shape }) => graph.input(name, 'float32', [-1, ...shape]));
  const [linear, radial] = memberScores(concat(inputs, 1), fitted);
  const kinds = softmax(add(mul(linear, weights[0]), mul(radial, weights[1])));
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
      'Timbre, rhythm and harmony of half a minute, by discriminant analysis and kernel regression together.',
    genres: GENRES,
    recipes: HEARD.map(({ name, version, parameters }) => ({ name, version, parameters })),
    segments: SEGMENTS,
    unsureBelow,
    trainedOn:
      'The 640 clips of the fault-filtered GTZAN training and validation lists, 400 independent songs with one or several listed genres, and 61 of none of them.',
    report,
    license: 'MIT',
  };
}
