// node --import tsx examples/features-of-a-sound.ts: the numbers of a recipe, here of a generated chord.
import { Analysis, findRecipe, SAMPLE_RATE } from '../src/index.ts';

const data = Float32Array.from({ length: 3 * SAMPLE_RATE }, (_, i) =>
  [220, 277.2, 329.6].reduce(
    (sum, hertz) => sum + 0.2 * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE),
    0,
  ),
);
const recipe = findRecipe('librosa-57')!;
const row = await recipe.compute(new Analysis({ data, sampleRate: SAMPLE_RATE }));
for (const [i, name] of recipe.columns.entries()) console.log(name, row.data[i]);
