import { Command } from 'commander';
import { BadRequest } from '../../errors.ts';
import { buildSpace, explain, nearest } from '../../library/similarity.ts';
import { findSong, listSongs, type Song, type SongSounds } from '../../library/songs.ts';
import { findDuplicates } from '../../train/duplicates.ts';
import { printable } from '../format.ts';
import { DEFAULT_LIBRARY, withLibrary } from '../library.ts';
import { wholeNumber } from '../training.ts';

interface Options {
  library: string;
  top: number;
  copies?: boolean;
  json?: boolean;
}

export function similarCommand(_exit: (code: number) => void): Command {
  return new Command('similar')
    .description('songs of the library that sound alike, and how they differ')
    .argument('[song]', 'a scanned file, or the beginning of a content hash')
    .option('--library <file>', 'where tonearm scan kept the songs', DEFAULT_LIBRARY)
    .option('--top <n>', 'how many', wholeNumber, 10)
    .option('--copies', 'list recordings that the library holds more than once, in place of similar songs')
    .option('--json', 'one JSON object a line')
    .action((song: string | undefined, options: Options) => run(song, options));
}

async function run(named: string | undefined, options: Options): Promise<void> {
  if ((named === undefined) !== (options.copies === true)) {
    throw new BadRequest('Expected either a song or --copies.');
  }
  await withLibrary(options.library, async (library) => {
    const songs = await listSongs(library);
    if (named === undefined) return printCopies(songs, options);
    printSimilar(songs, await findSong(library, songs, named), options);
  });
}

function printSimilar(songs: readonly SongSounds[], seed: number, { top, json }: Options): void {
  const space = buildSpace(songs);
  for (const { index, distance } of nearest(space, seed, top)) {
    const { song } = songs[index];
    const why = explain(space, songs, seed, index);
    if (json) print(JSON.stringify({ file: song.path, distance, why, ...namesOf(song) }));
    else print(`${distance.toFixed(2)}  ${printable(song.path)}: ${why.join(', ')}`);
  }
}

function printCopies(songs: readonly SongSounds[], { json }: Options): void {
  const recordings = songs.map(({ song, fingerprint }) => ({
    contentHash: song.contentHash,
    bits: fingerprint,
  }));
  for (const { a, b, distance } of findDuplicates(recordings)) {
    const [first, second] = [songs[a].song.path, songs[b].song.path];
    if (json) print(JSON.stringify({ files: [first, second], distance }));
    else print(`${distance.toFixed(2)}  ${printable(first)} and ${printable(second)}`);
  }
}

function namesOf({ title, artist, genre }: Song) {
  return { title, artist, genre };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
