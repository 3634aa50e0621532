// node --import tsx examples/search-elsewhere.ts blue in green: finds a song by name, fetches it, names its genre.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classifyFile, openModel, Sources } from '../src/node.ts';

const sources = new Sources();
const { songs, outcomes } = await sources.search(process.argv.slice(2).join(' '));
for (const { message } of outcomes) if (message) console.log(message);
const [song] = songs;
if (song) {
  const folder = await mkdtemp(join(tmpdir(), 'song-'));
  const path = join(folder, 'song');
  await sources.fetch(song, path, { maxBytes: 200e6, wholeSeconds: 600, idleSeconds: 20 });
  const model = await openModel();
  const { genre, confidence } = await classifyFile(path, model, { passages: 20 });
  console.log(`${song.artist}: ${song.title} (${song.source}): ${genre}, ${confidence.toFixed(2)}`);
  await model.release();
  await rm(folder, { recursive: true });
}
