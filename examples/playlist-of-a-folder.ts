// node --import tsx examples/playlist-of-a-folder.ts ~/Music "words of a title"
import { writeFile } from 'node:fs/promises';
import {
  findModel,
  findSong,
  makePlaylist,
  openCatalogue,
  openLibrary,
  playlistFile,
  scan,
} from '../src/node.ts';

const [folder, words] = process.argv.slice(2);
const library = await openLibrary('library.sqlite');
await scan(library, [folder], { modelPath: await findModel(), workers: 2 });

const catalogue = await openCatalogue(library);
const seed = await findSong(catalogue, words);
const { songs } = await makePlaylist(catalogue, { seeds: [seed.id], length: { seconds: 3600 } });
for (const { entry, why } of songs) console.log(`${entry.artist} - ${entry.name}: ${why.join(', ')}`);

const { text } = playlistFile(
  'm3u8',
  `After ${seed.name}`,
  songs.map(({ entry }) => entry),
);
await writeFile('playlist.m3u8', text);
await library.destroy();
