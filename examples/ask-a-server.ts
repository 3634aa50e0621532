// tonearm serve &  node --import tsx examples/ask-a-server.ts song.mp3
import { openAsBlob } from 'node:fs';
import type { Prediction } from '../src/index.ts';

const body = await openAsBlob(process.argv[2]);
const answer = await fetch('http://127.0.0.1:8080/api/classifications', { method: 'POST', body });
if (answer.ok) {
  const { genre, confidence } = (await answer.json()) as Prediction;
  console.log(genre, confidence.toFixed(2));
} else {
  const { title, detail } = (await answer.json()) as { title: string; detail: string };
  console.log(`${title}: ${detail}`);
}
