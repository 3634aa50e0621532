import { Command } from 'commander';
import { TonearmError } from '../../errors.ts';
import { openCatalogue } from '../../library/catalogue.ts';
import { type CopyGroup, copyGroups } from '../../library/copies.ts';
import type { Entry } from '../../library/entry.ts';
import { findSong } from '../../library/find-song.ts';
import { explain, nearest, placeOf, type SongSpace } from '../../library/similarity.ts';
import { printable } from '../format.ts';
import { DEFAULT_LIBRARY, noteWaiting, withLibrary } from '../library.ts';
import { wholeNumber } from '../training.ts';

interface Options {
  readonly library: string;
  readonly top: number;
  readonly copies?: boolean;
  readonly json?: boolean;
}

export function similarCommand(_exit: (code: number) => void): Command {
  return new Command('similar')
    .description('songs of the library that sound alike, and how they differ')
    .argument('[song]', 'a scanned file, words of its title, or its number')
    .option('--library <file>', 'where tonearm scan kept the songs', DEFAULT_LIBRARY)
    .option('--top <n>', 'how many', wholeNumber, 10)
    .option('--copies', 'list recordings that the library holds more than once, in place of similar songs')
    .option('--json', 'one JSON object a line')
    .action((song: string | undefined, options: Options) => run(song, options));
}

async function run(named: string | undefined, options: Options): Promise<void> {
  if ((named === undefined) !== (options.copies === true)) {
    throw new TonearmError('bad-request', 'Expected either a song or --copies.');
  }
  await withLibrary(options.library, async (library) => {
    const catalogue = await openCatalogue(library);
    noteWaiting(catalogue);
    if (named === undefined) return printCopies(await copyGroups(catalogue), options);
    printSimilar(await catalogue.space(), await findSong(catalogue, named), options);
  });
}

function printSimilar(space: SongSpace, seed: Entry, { top, json }: Options): void {
  for (const { index, distance } of nearest(space, placeOf(space, seed), top)) {
    const { id, path, title, artist, genre } = space.songs[index];
    const why = explain(space, placeOf(space, seed), index);
    if (json) print(JSON.stringify({ id, file: path, distance, why, title, artist, genre }));
    else print(`${distance.toFixed(2)}  ${printable(path)}: ${why.join(', ')}`);
  }
}

/** A line for each recording, or one that counts its files and a line for each of them. */
function printCopies(groups: readonly CopyGroup[], { json }: Options): void {
  for (const { files, distance } of groups) {
    const paths = files.map(({ path }) => path);
    if (json) {
      print(JSON.stringify({ files: paths, distance }));
      continue;
    }
    print(`${distance.toFixed(2)}  ${paths.length} files of one recording:`);
    for (const path of paths) print(`      ${printable(path)}`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
