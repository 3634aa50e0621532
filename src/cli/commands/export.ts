import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { TonearmError } from '../../errors.ts';
import { openCatalogue } from '../../library/catalogue/open-catalogue.ts';
import { type ExportFormat, exportBytes, exportedSongs } from '../../library/export/export.ts';
import { libraryOption, withLibrary } from '../library.ts';

interface Options {
  readonly library: string;
  readonly format: keyof typeof FORMATS;
  readonly out?: string;
}

const FORMATS = { csv: 'csv', json: 'jsonl', parquet: 'parquet' } as const satisfies Record<
  string,
  ExportFormat
>;

export function exportCommand(_exit: (code: number) => void): Command {
  const format = new Option('--format <name>', 'a table, one JSON object a line, or typed columns');
  return new Command('export')
    .description('everything that the library knows, for other programs')
    .addOption(libraryOption())
    .addOption(format.choices(Object.keys(FORMATS)).default('csv'))
    .option('--out <file>', 'write there in place of standard output')
    .action((options: Options) => run(options));
}

async function run({ library: path, format, out }: Options): Promise<void> {
  if (format === 'parquet' && out === undefined && process.stdout.isTTY) {
    throw new TonearmError('bad-request', 'Expected --out or a pipe for Parquet, got a terminal.');
  }
  await withLibrary(path, async (library) => {
    const bytes = exportBytes(FORMATS[format], exportedSongs(await openCatalogue(library)));
    const target = out === undefined ? process.stdout : createWriteStream(out);
    await pipeline(Readable.from(bytes), target, { end: out !== undefined });
  });
}
