/**
 * Trains what is learned of a description (mood, words, voice), measures it, and writes the model.
 *
 *     node --import tsx scripts/train-description.ts DATA [FILE.onnx] [CACHE]
 *
 * DATA and CACHE are those of `train-default.ts`. Two minutes, where the features are at hand.
 */
import { writeFile } from 'node:fs/promises';
import { QUADRANTS } from '../src/description/description.ts';
import {
  CREST,
  DESCRIPTION_METADATA,
  DESCRIPTION_OUTPUTS,
  type DescriptionInfo,
  MAJORNESS,
} from '../src/description/description-model.ts';
import { EAR_SIZES, EAR_TAGS, ear, earVgg } from '../src/features/ear.ts';
import { Graph, type Value } from '../src/onnx/graph.ts';
import { add, mul, reduceMax, sigmoid, softmax, sub } from '../src/onnx/ops-math.ts';
import { concat, gather } from '../src/onnx/ops-shape.ts';
import { float32, int64 } from '../src/onnx/tensor.ts';
import type { Curve } from '../src/train/fit/logistic-curve.ts';
import { crossValidateMood, crossValidateWords, type MeasuredWord } from './train-description/figures.ts';
import { readLabelledSongs } from './train-description/labels.ts';
import { fitMood, moodScores } from './train-description/mood.ts';
import type { EarTag } from './train-description/words.ts';
import { VOICE } from './train-description/words.ts';

const VERSION = '1.2.0';
const [data, out = 'models/description.onnx', cache = '.tonearm/features'] = process.argv.slice(2);

if (data === undefined) throw new Error('Expected the folder of the data, got nothing.');
const songs = await readLabelledSongs(data, cache);
const withMood = songs.filter(({ quadrant }) => quadrant !== undefined);
const mood = await crossValidateMood(withMood);
const { words, voice, figures } = crossValidateWords(songs);
const info: DescriptionInfo = {
  format: 3,
  version: VERSION,
  earVersion: ear.version,
  earVggVersion: earVgg.version,
  unsureBelow: mood.unsureBelow,
  words: words.map(({ word, kind, from }) => ({ word, kind, from })),
  report: [...mood.figures, ...figures],
  license: 'MIT',
};
const graph = new Graph();
const x = graph.input(ear.name, 'float32', [-1, ear.columns.length]);
const second = graph.input(earVgg.name, 'float32', [-1, earVgg.columns.length]);
const majorness = graph.input(MAJORNESS, 'float32', [-1, 1]);
const crest = graph.input(CREST, 'float32', [-1, 1]);
const row = concat([x, second, majorness, crest], 1);
const scores = mul(moodScores(row, await fitMood(withMood)), 1 / mood.temperature);
graph.output(DESCRIPTION_OUTPUTS.quadrants, softmax(scores));
graph.output(DESCRIPTION_OUTPUTS.words, concat(words.map(wordProbability), 1));
graph.output(DESCRIPTION_OUTPUTS.voice, along(sub(highest(VOICE.tags), highest(VOICE.against)), voice));
graph.metadata[DESCRIPTION_METADATA] = JSON.stringify(info, rounded);
const bytes = graph.toBytes();
await writeFile(out, bytes);
console.error(`${out}: ${bytes.length} bytes, ${withMood.length} songs with a mood of ${QUADRANTS.length}`);

function wordProbability({ tags, curve }: MeasuredWord): Value {
  return along(highest(tags), curve);
}

/** The highest of some tags' mean logits: [songs, 1]. */
function highest(tags: readonly EarTag[]): Value {
  const places = tags.map((tag) => EAR_SIZES.penultimate + EAR_TAGS.indexOf(tag));
  return reduceMax(gather(x, graph.constant(int64(places)), 1), [1], true);
}

function along(value: Value, { gradient, bias }: Curve): Value {
  const row = (number: number) => graph.constant(float32([number], [1]));
  return sigmoid(add(mul(value, row(gradient)), row(bias)));
}

/** Four digits are more than so few songs can tell. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(4)) : value;
}
