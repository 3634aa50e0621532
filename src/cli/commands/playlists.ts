import { Command } from 'commander';
import { type Imported, importPlaylists } from '../../connect/import-playlists.ts';
import { readPlaylists } from '../../connect/read-playlists.ts';
import { plural } from '../../format.ts';
import { openCatalogue } from '../../library/catalogue.ts';
import { keptPlaylists } from '../../library/kept-playlists.ts';
import { printable } from '../format.ts';
import { DEFAULT_LIBRARY, withLibrary } from '../library.ts';

interface Options {
  readonly library: string;
  readonly import?: string[];
  readonly replace?: boolean;
}

export function playlistsCommand(exit: (code: number) => void): Command {
  return new Command('playlists')
    .description('the playlists that are kept in the library')
    .option('--library <file>', 'where tonearm scan kept the songs', DEFAULT_LIBRARY)
    .option('--import <files...>', 'keep playlists of rekordbox (XML), Traktor (NML) and others (M3U, M3U8)')
    .option('--replace', 'also in place of playlists of the same title')
    .action(async (options: Options) => exit(await run(options)));
}

async function run({ library: path, import: files, replace = false }: Options): Promise<number> {
  return withLibrary(path, async (library) => {
    if (!files) return list(await keptPlaylists(library));
    const catalogue = await openCatalogue(library);
    // All are read before the first is kept: a damaged one changes nothing.
    const read = (await Promise.all(files.map(readPlaylists))).flat();
    const imported = await importPlaylists(catalogue, read, replace);
    for (const each of imported) process.stdout.write(`${lineOf(each)}\n`);
    return imported.some(({ outcome }) => outcome === 'kept' || outcome === 'replaced') ? 0 : 1;
  });
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
