import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blobSource } from '../../src/audio/byte-source.ts';
import { classify } from '../../src/classify/classify.ts';
import { pretrainedEar } from '../../src/models/ear.ts';
import { loadModel } from '../../src/models/model-file.ts';
import { strings } from '../language/en/main.ts';
import { readTags } from '../tags/read-tags.ts';
import { EXAMPLE_NAMES } from './names.ts';
import { playExample } from './pieces.ts';

const model = (name: string) => readFileSync(join(import.meta.dirname, '../../models', name));

test('an example says in its tags what it is called, and that a synthesiser plays it', async () => {
  const tags = await Promise.all(EXAMPLE_NAMES.map(async (name) => readTags(playExample(name))));
  expect(tags.map(({ title }) => title)).toEqual(Object.values(strings.examples.title));
  expect(new Set(tags.map(({ artist }) => artist))).toEqual(new Set(['Tonearm synthesiser']));
});

test('what is shipped names the first two examples, each with another genre, and hears both in the third', async () => {
  const ear = pretrainedEar(async (file) => model(file));
  const shipped = await loadModel(model('tonearm.onnx'), { ear });
  const [water, bus, rooms] = await Promise.all(
    EXAMPLE_NAMES.map((name) => classify(blobSource(playExample(name)), shipped, {})),
  );
  expect([water!, bus!].map(({ genre, unsure, outside }) => [genre, unsure, outside])).toEqual([
    ['classical', false, false],
    ['disco', false, false],
  ]);
  const leaders = new Set(rooms!.segments.map(({ ranking }) => ranking[0]!.genre));
  expect(leaders).toContain('classical');
  expect(leaders.size).toBeGreaterThan(1);
});
