/**
 * Trains the model that Tonearm ships, measures it honestly, and writes the file and its report.
 *
 *     node --import tsx scripts/train-default.ts DATA [FILE.onnx] [CACHE]
 *
 * DATA has `gtzan/` and `extra/`, songs as audio with their listings. A quarter of an hour of processor
 * time, ten minutes of it for features, which are kept in CACHE.
 */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { GENRES } from '../src/genres.ts';
import { OUTSIDE_PROBABILITY, PROBABILITIES, writeModel } from '../src/models/model-file.ts';
import type { ModelInfo } from '../src/models/model-info.ts';
import { Graph } from '../src/onnx/graph.ts';
import { mul, softmax } from '../src/onnx/ops-math.ts';
import { concat, slice } from '../src/onnx/ops-shape.ts';
import { COPIES } from './train-default/copies.ts';
import { claimedFrom, crossValidate, SURENESS, temperatureOf } from './train-default/cross-validate.ts';
import { figuresIn, outsideFigures, type Part, reportOf, runsOfCopies } from './train-default/figures.ts';
import { fitMachine, isTrainable, type Machine, scoresOf } from './train-default/machine.ts';
import { isMeasured, OUTSIDE, RECIPES, readSongs, SEGMENTS, type Song } from './train-default/songs.ts';

/** Foldings of the figures, which chose nothing of the machine. */
const SEEDS = Array.from({ length: 12 }, (_, i) => 11 + i);
/** The first of them, whose answers the shipped temperature and threshold were fitted on. */
const CALIBRATING = 3;
const VERSION = '2.3.1';
/** Threshold of `outside`: more probable than all genres together. */
const OUTSIDE_FROM = 0.5;
const [data, out = 'models/tonearm.onnx', cache = '.tonearm/features'] = process.argv.slice(2);

if (data === undefined) throw new Error('Expected the folder of the data, got nothing.');
const songs = await readSongs(data, cache, COPIES);
const shared = await crossValidate(songs, SEEDS[0], 'random');
const runs = [];
for (const seed of SEEDS) runs.push(await crossValidate(songs, seed, 'artist'));
const calibrating = runs.slice(0, CALIBRATING);
const repeated = calibrating.flatMap(() => songs);
const temperature = temperatureOf(
  repeated,
  calibrating.flatMap(({ scores }) => scores),
);
const unsureBelow = claimedFrom(
  repeated,
  calibrating.flatMap(({ probabilities }) => probabilities),
);
const threshold = { unsureBelow, sureness: SURENESS, outsideFrom: OUTSIDE_FROM } as const;
const gtzan = { data: 'GTZAN, fault-filtered clips with audio', wanted: isGtzan };
const parts: Part[] = [
  { ...gtzan, split: 'artist', runs },
  { data: 'independent songs listed under one genre', split: 'artist', runs, wanted: isIndependent },
  { ...gtzan, split: 'random', runs: [shared] },
];
const altered = { data: 'altered copies of both', split: 'artist', wanted: isInEither } as const;
const figures = [
  ...parts.flatMap((part) => figuresIn(songs, part)),
  ...figuresIn(songs, { ...altered, runs: runsOfCopies(runs) }),
  ...outsideFigures(songs, runs, OUTSIDE_FROM),
];

const taught = songs.filter(isTrainable);
const bytes = writeModel(build(await fitMachine(taught)), describe());
await writeFile(out, bytes);
const [first, ...others] = parts.map((part) => reportOf(songs, part));
const report = { format: 1, model: { name: basename(out, '.onnx'), version: VERSION }, ...first, others };
await writeFile(out.replace(/\.onnx$/, '.report.json'), `${JSON.stringify(report, rounded)}\n`);
console.error(`${out}: ${bytes.length} bytes, ${taught.length} songs, temperature ${temperature.toFixed(3)}`);
console.error(`claims from an overall probability of ${unsureBelow.toFixed(3)}`);

function isGtzan({ collection }: Song): boolean {
  return collection === 'gtzan';
}

function isIndependent(song: Song): boolean {
  return song.collection === 'extra' && !song.known && isMeasured(song);
}

function isInEither(song: Song): boolean {
  return isGtzan(song) || isIndependent(song);
}

function build(machine: Machine): Graph {
  const graph = new Graph();
  const inputs = RECIPES.map(({ name, shape }) => graph.input(name, 'float32', [-1, ...shape]));
  const scores = mul(scoresOf(concat(inputs, 1), machine), 1 / temperature);
  graph.output(PROBABILITIES, softmax(slice(scores, 1, 0, OUTSIDE)));
  graph.output(OUTSIDE_PROBABILITY, slice(softmax(scores), 1, OUTSIDE, OUTSIDE + 1));
  return graph;
}

function describe(): ModelInfo {
  return {
    format: 1,
    name: basename(out, '.onnx'),
    version: VERSION,
    description:
      'Two pretrained networks and columns of timbre, rhythm and texture, compared with songs of known genre.',
    genres: GENRES,
    recipes: RECIPES.map(({ name, version, parameters }) => ({ name, version, parameters })),
    segments: SEGMENTS,
    ...threshold,
    trainedOn: `${count(isGtzan)} clips of GTZAN's fault-filtered training and validation lists, ${count(isExtra)} independent songs with one or several listed genres, and ${count(isOutside)} of none of them. The networks of the ear learned tags of some 200,000 songs of the Million Song Dataset.`,
    report: figures,
    license: 'MIT',
  };
}

function count(wanted: (song: Song) => boolean): number {
  return taught.filter(wanted).length;
}

function isExtra(song: Song): boolean {
  return !isGtzan(song) && !isOutside(song);
}

function isOutside({ label }: Song): boolean {
  return label === OUTSIDE;
}

/** Five digits are more than so few songs can tell; four would be rounded twice where pages show one of a percentage. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(5)) : value;
}
