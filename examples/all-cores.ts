// node --import tsx examples/all-cores.ts *.mp3: each song in a process of its own, as many as there are cores.
import { availableParallelism } from 'node:os';
import { AnalysisPool, findModel, TonearmError } from '../src/node.ts';

const pool = new AnalysisPool({ workers: availableParallelism() });
const modelPath = await findModel();
const songs = process.argv.slice(2).map(async (path) => {
  try {
    const { genre, confidence } = await pool.run({ path, modelPath });
    console.log(path, genre, confidence.toFixed(2));
  } catch (error) {
    console.log(path, error instanceof TonearmError ? error.message : error);
  }
});
await Promise.all(songs);
await pool.close();
