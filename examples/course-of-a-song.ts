// node --import tsx examples/course-of-a-song.ts song.mp3: what the model hears, window by window.
import { classifyFile, openModel } from '../src/node.ts';

const model = await openModel();
const { segments } = await classifyFile(process.argv[2], model);
for (const { startSeconds, endSeconds, ranking } of segments) {
  console.log(
    `${startSeconds.toFixed(0)}-${endSeconds.toFixed(0)} s: ${ranking[0].genre}, then ${ranking[1].genre}`,
  );
}
await model.release();
