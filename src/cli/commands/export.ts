import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { csvLines, jsonLines } from '../../library/export.ts';
import { listSongs } from '../../library/songs.ts';
import { DEFAULT_LIBRARY, withLibrary } from '../library.ts';

interface Options {
  library: string;
  format: 'csv' | 'json';
  out?: string;
}

export function exportCommand(_exit: (code: number) => void): Command {
  const format = new Option('--format <name>', 'a table, or one JSON object a line').choices(['csv', 'json']);
  return new Command('export')
    .description('everything that the library knows, for other programs')
    .option('--library <file>', 'where tonearm scan kept the songs', DEFAULT_LIBRARY)
    .addOption(format.default('csv'))
    .option('--out <file>', 'write there in place of standard output')
    .action((options: Options) => run(options));
}

async function run({ library: path, format, out }: Options): Promise<void> {
  const songs = await withLibrary(path, listSongs);
  const rows = format === 'csv' ? csvLines : jsonLines;
  const target = out === undefined ? process.stdout : createWriteStream(out);
  await pipeline(Readable.from(ended(rows(songs.map(({ song }) => song)))), target, {
    end: out !== undefined,
  });
}

function* ended(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}
