import { Command } from 'commander';
import { plural } from '../../format.ts';
import { backUpLibrary, checkLibrary, type LibraryCheck } from '../../library/maintenance.ts';
import { copyIntoFile, moveLibrary } from '../../library/move.ts';
import { isDatabase, shownPlace } from '../../library/store/place.ts';
import { printable } from '../format.ts';
import { libraryOption, noteLacks, refuseMissing, withLibrary } from '../library.ts';

interface Options {
  readonly library: string;
  readonly json?: boolean;
}

export function libraryCommand(exit: (code: number) => void): Command {
  const command = new Command('library').description("look after a library's file");
  command
    .command('check')
    .description('read all of it: is it whole, and does every song have a file')
    .addOption(libraryOption())
    .option('--json', 'the findings as one JSON object')
    .action(async ({ library: path, json }: Options) => {
      const check = await withLibrary(path, async (library) => {
        await noteLacks(library);
        return checkLibrary(library);
      });
      if (json) process.stdout.write(`${JSON.stringify(check)}\n`);
      else print(check);
      exit(check.faults.length === 0 ? 0 : 1);
    });
  command
    .command('backup')
    .description('write a copy of it as it is now; scans and servers may go on using it')
    .argument('<file>', 'the copy, which must not be there yet')
    .addOption(libraryOption())
    .action(async (file: string, { library: path }: Options) => {
      const backUp = isDatabase(path) ? copyIntoFile : backUpLibrary;
      await withLibrary<unknown>(path, (library) => backUp(library, file));
      process.stdout.write(`${printable(file)} is a library, to be put back in place of the other\n`);
    });
  command
    .command('move')
    .description(
      'copy all of it to another place, a file or postgres://...: nothing is heard anew, the first stays',
    )
    .argument('<from>', 'a file or postgres://...')
    .argument('<to>', 'where there is no library yet')
    .action(async (from: string, to: string) => {
      await refuseMissing(from);
      const { songs, files } = await moveLibrary(from, to);
      process.stdout.write(
        `${plural(songs, 'song')} and ${plural(files, 'file')} are in ${printable(shownPlace(to))}, too\n`,
      );
    });
  return command;
}

function print({ faults, songs, files, orphans }: LibraryCheck): void {
  for (const fault of faults) process.stderr.write(`${printable(fault)}\n`);
  if (faults.length > 0) {
    process.stderr.write(
      'The library is damaged: put back a backup of it, or move the file away and scan again.\n',
    );
    return;
  }
  const kept =
    orphans > 0 ? `; ${plural(orphans, 'song')} without a file, kept for the day it comes back` : '';
  process.stdout.write(`The library is whole: ${plural(songs, 'song')}, ${plural(files, 'file')}${kept}\n`);
}
