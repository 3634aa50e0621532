import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { type Imported, importPlaylists } from '../../connect/import-playlists.ts';
import { readPlaylists } from '../../connect/read-playlists.ts';
import { plural } from '../../format.ts';
import type { Catalogue } from '../../library/catalogue/catalogue.ts';
import { openCatalogue } from '../../library/catalogue/open-catalogue.ts';
import { PLAYLIST_FORMATS, type PlaylistFormat } from '../../library/playlist-files/playlist-file.ts';
import { writeKept } from '../../library/playlist-files/write-kept.ts';
import { keptPlaylists } from '../../library/playlists/kept-playlists.ts';
import { endSignal, sleepUnlessAborted } from '../end-signal.ts';
import { printable } from '../format.ts';
import { libraryOption, note, withLibrary } from '../library.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly library: string;
  readonly import?: string[];
  readonly replace?: boolean;
  readonly write?: string;
  readonly format: PlaylistFormat | 'nsp';
  readonly every?: number;
}

const MINUTE_MS = 60_000;

export function playlistsCommand(exit: (code: number) => void): Command {
  return new Command('playlists')
    .description('the playlists that are kept in the library')
    .addOption(libraryOption())
    .option('--import <files...>', 'keep playlists of rekordbox (XML), Traktor (NML) and others (M3U, M3U8)')
    .option('--replace', 'also in place of playlists of the same title')
    .option('--write <folder>', 'write each as a file there; other files are never touched')
    .addOption(
      new Option('--format <format>', 'nsp: rules as smart playlists of Navidrome, where it knows them')
        .choices([...PLAYLIST_FORMATS, 'nsp'])
        .default('m3u8'),
    )
    .option('--every <minutes>', 'write them again until Ctrl-C, as the library changes', wholeNumber)
    .action(async (options: Options) => exit(await run(options)));
}

async function run(options: Options): Promise<number> {
  const { library: path, import: files, replace = false, write } = options;
  return withLibrary(path, async (library) => {
    if (write !== undefined) return writeFiles(await openCatalogue(library), resolve(write), options);
    if (!files) return list(await keptPlaylists(library));
    const catalogue = await openCatalogue(library);
    // All are read before the first is kept: a damaged one changes nothing.
    const read = (await Promise.all(files.map(readPlaylists))).flat();
    const imported = await importPlaylists(catalogue, read, replace);
    for (const each of imported) process.stdout.write(`${lineOf(each)}\n`);
    return imported.some(({ outcome }) => outcome === 'kept' || outcome === 'replaced') ? 0 : 1;
  });
}

async function writeFiles(catalogue: Catalogue, folder: string, { format, every }: Options): Promise<number> {
  const ended = every === undefined ? undefined : endSignal();
  for (;;) {
    for (const { file, outcome } of await writeKept(catalogue, folder, format)) {
      if (outcome === 'written') process.stdout.write(`${printable(file)}\n`);
      if (outcome === 'not ours')
        note(`${printable(file)}: left, there is a file of this name that Tonearm did not write.`);
      if (outcome === 'needs a song that is gone')
        note(`${printable(file)}: left, its rule needs a song that is gone.`);
      if (outcome === 'changed by somebody')
        note(`${printable(file)}: left, it was changed since Tonearm wrote it.`);
    }
    if (every === undefined || ended === undefined) return 0;
    await sleepUnlessAborted(ended, every * MINUTE_MS);
    if (ended.aborted) return 0;
  }
}

function list(playlists: Awaited<ReturnType<typeof keptPlaylists>>): number {
  for (const { id, title, songs, rule } of playlists) {
    const about = rule === null ? plural(songs.length, 'song') : 'by a rule, made anew each time';
    process.stdout.write(`${id}  ${printable(title)}: ${about}\n`);
  }
  return 0;
}

function lineOf({ title, outcome, songs, missing }: Imported): string {
  const name = printable(title);
  if (outcome === 'empty') return `${name}: left out, none of its songs is in the library`;
  if (outcome === 'there already')
    return `${name}: left out, there is one of this title (--replace puts it in its place)`;
  const lacks = missing > 0 ? `; ${missing} not in the library` : '';
  return `${name}: ${outcome}, ${plural(songs, 'song')}${lacks}`;
}
