// node --import tsx examples/classify-a-file.ts song.mp3
import { classifyFile, openModel } from '../src/node.ts';

const model = await openModel();
const { genre, confidence, unsure, ranking } = await classifyFile(process.argv[2], model);
console.log(
  unsure ? 'not sure, but in order:' : `${genre}, ${Math.round(100 * confidence)} % sure; in order:`,
);
for (const { genre, probability } of ranking.slice(0, 5)) console.log(genre, probability.toFixed(3));
await model.release();
