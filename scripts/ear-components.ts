/**
 * Finds the directions in which embeddings of songs differ most, by which the library compares them, and writes them
 * to `src/analysis/ear-components.base64.ts`; prints how far songs usually differ along each.
 *
 *     node --import tsx scripts/ear-components.ts DATA [CACHE]
 *
 * DATA is that of `scripts/train-default.ts`; the independent songs alone count, so that GTZAN can measure.
 */
import { writeFile } from 'node:fs/promises';
import { EAR_COMPONENTS, EAR_MEANS } from '../src/analysis/ear-components.ts';
import { symmetricEigen } from '../src/dsp/linear-algebra.ts';
import { meanAndCovariance } from '../src/dsp/statistics.ts';
import { readSongs } from './train-default/songs.ts';

const [data, cache = '.tonearm/features'] = process.argv.slice(2);

if (data === undefined) throw new Error('Expected the folder of the data, got nothing.');
const songs = (await readSongs(data, cache)).filter(({ collection }) => collection === 'extra');
const rows = Float64Array.from(songs.flatMap(({ row }) => [...row.subarray(0, EAR_MEANS)]));
const { mean, covariance } = meanAndCovariance(rows, EAR_MEANS);
const deviations = Float64Array.from(mean, (_, i) => Math.sqrt(covariance[i * EAR_MEANS + i]));
const correlation = covariance.map((value, i) => {
  return value / deviations[Math.floor(i / EAR_MEANS)] / deviations[i % EAR_MEANS];
});
const { values, vectors } = symmetricEigen(correlation, EAR_MEANS);
const order = [...values.keys()].sort((a, b) => values[b] - values[a]).slice(0, EAR_COMPONENTS);

const weights = order.map((place) => {
  return Float64Array.from(mean, (_, i) => vectors[i * EAR_MEANS + place] / deviations[i]);
});
const offsets = weights.map((row) => -row.reduce((sum, weight, i) => sum + weight * mean[i], 0));
const numbers = Float32Array.from([...weights.flatMap((row) => [...row]), ...offsets]);
const base64 = Buffer.from(numbers.buffer).toString('base64');
await writeFile(
  new URL('../src/analysis/ear-components.base64.ts', import.meta.url),
  `/** Made by \`scripts/ear-components.ts\`: float32, [components][means of the ear], then an offset for each. */\nexport const EAR_COMPONENTS_BASE64: string =\n  '${base64}';\n`,
);
console.log(order.map((place) => Math.sqrt(values[place]).toPrecision(2)).join(', '));
