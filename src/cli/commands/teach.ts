import { readFile, realpath, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { Command, Option } from 'commander';
import { TonearmError } from '../../errors.ts';
import { plural } from '../../format.ts';
import { rangeBelow } from '../../jobs/path-rules.ts';
import { findSong } from '../../library/catalogue/find-song.ts';
import { openCatalogue } from '../../library/catalogue/open-catalogue.ts';
import {
  type CorrectedGenre,
  correctSongs,
  listBatches,
  listCorrections,
  type Outcome,
  undoCorrections,
} from '../../library/corrections/corrections.ts';
import {
  type CorrectionsFormat,
  exportCorrections,
  importCorrections,
} from '../../library/corrections/corrections-file.ts';
import type { Library } from '../../library/store/store.ts';
import { printable } from '../format.ts';
import { libraryOption, withLibrary } from '../library.ts';

interface Options {
  readonly library: string;
  readonly none?: boolean;
  readonly forget?: boolean;
  readonly list?: boolean;
  readonly history?: boolean;
  readonly undo?: string | true;
  readonly export?: CorrectionsFormat;
  readonly import?: string;
  readonly json?: boolean;
}

const ACTIONS = ['list', 'history', 'undo', 'export', 'import'] as const;

export function teachCommand(_exit: (code: number) => void): Command {
  return new Command('teach')
    .description('say what a song is; songs that sound like several that you named get the same answer')
    .argument('[song]', 'a scanned file or folder, words of a title, or a number')
    .argument('[genre]', 'one that the model knows, or one of your own')
    .addOption(libraryOption())
    .option('--none', 'in place of a genre: none of those that the model knows')
    .option('--forget', 'in place of a genre: take back what was said of the song')
    .option('--list', 'what was said and holds')
    .option('--history', 'what was said when, each with the name that --undo takes')
    .option('--undo [batch]', 'as if it had never been said: the last, or the one of that name')
    .addOption(
      new Option('--export [format]', 'what holds, as a file').choices(['csv', 'json']).preset('csv'),
    )
    .option(
      '--import <file>',
      'say what a file says: as exported, or a CSV of genre and path or artist,title',
    )
    .option('--json', 'JSON in place of text')
    .action((song: string | undefined, genre: string | undefined, options: Options) =>
      withLibrary(options.library, (library) => run(library, song, genre, options)),
    );
}

async function run(
  library: Library,
  song: string | undefined,
  genre: string | undefined,
  options: Options,
): Promise<void> {
  const actions = ACTIONS.filter((name) => options[name] !== undefined);
  if (actions.length + Number(song !== undefined) !== 1) {
    throw new TonearmError(
      'bad-request',
      `Expected either a song and its genre, or one of ${ACTIONS.map((name) => `--${name}`).join(', ')}.`,
    );
  }
  if (song !== undefined) return printOutcome(await correct(library, song, genreOf(genre, options)), options);
  if (options.list) return list(library, options);
  if (options.history) return history(library, options);
  if (options.undo) return printUndone(await undo(library, options.undo), options);
  if (options.export) return void process.stdout.write(await exportCorrections(library, options.export));
  const imported = await importCorrections(library, await fileOf(options.import!), `import, ${user()}`);
  if (imported.unknown > 0) {
    process.stderr.write(`${plural(imported.unknown, 'line')} of songs that are not in the library\n`);
  }
  printOutcome(imported, options);
}

/** @throws bad-request unless exactly one thing is said */
function genreOf(genre: string | undefined, { none, forget }: Options): CorrectedGenre {
  if (Number(genre !== undefined) + Number(none ?? false) + Number(forget ?? false) !== 1) {
    throw new TonearmError('bad-request', 'Expected a genre for the song, or --none, or --forget.');
  }
  return none ? null : genre;
}

async function correct(library: Library, song: string, corrected: CorrectedGenre): Promise<Outcome> {
  return correctSongs(library, await songsAt(library, song), corrected, user());
}

/** Songs below a folder, or the one that the text finds. */
async function songsAt(library: Library, named: string): Promise<number[]> {
  const folder = await stat(named).catch(() => undefined);
  if (!folder?.isDirectory()) return [(await findSong(await openCatalogue(library), named)).id];
  const [first, end] = rangeBelow(await realpath(named));
  const rows = await library
    .selectFrom('files')
    .innerJoin('songs', 'songs.contentHash', 'files.contentHash')
    .select('songs.id')
    .distinct()
    .where('files.path', '>=', first)
    .where('files.path', '<', end)
    .where('songs.genre', 'is not', null)
    .execute();
  return rows.map(({ id }) => id);
}

async function undo(library: Library, named: string | true): Promise<Outcome> {
  if (named !== true) return undoCorrections(library, named);
  const [last] = await listBatches(library, 1);
  if (last) return undoCorrections(library, last.batch);
  throw new TonearmError(
    'not-found',
    'Expected something that was said, got nothing yet: tonearm teach says it.',
  );
}

async function list(library: Library, { json }: Options): Promise<void> {
  const corrections = await listCorrections(library);
  for (const { genre, heard, path, title, artist, saidAt, saidBy, batch, id } of corrections) {
    if (json) print(JSON.stringify({ id, path, title, artist, genre, heard, saidAt, saidBy, batch }));
    else
      print(
        `${genre ?? 'none of these'}  ${printable(path ?? title ?? '(no file)')}  (heard: ${heard ?? '?'})`,
      );
  }
  if (corrections.length === 0 && !json) print('nothing was said yet');
}

async function history(library: Library, { json }: Options): Promise<void> {
  const batches = await listBatches(library);
  for (const batch of batches) {
    const corrected = batch.genres.map((genre) => genre ?? 'none of these').join(', ') || 'taken back';
    if (json) print(JSON.stringify(batch));
    else print(`${batch.batch}  ${batch.saidAt}  ${plural(batch.songs, 'song')}: ${printable(corrected)}`);
  }
  if (batches.length === 0 && !json) print('nothing was said yet');
}

function printOutcome(outcome: Outcome, { json }: Options): void {
  const { batch, songs, neighbours } = outcome;
  const others = neighbours > 0 ? `, and ${plural(neighbours, 'song')} that sound like them` : '';
  const text = `${plural(songs, 'song')} corrected${others}; tonearm teach --undo ${batch} takes it back`;
  print(json ? JSON.stringify(outcome) : text);
}

function printUndone(outcome: Outcome, { json }: Options): void {
  print(json ? JSON.stringify(outcome) : `taken back for ${plural(outcome.songs, 'song')}`);
}

async function fileOf(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new TonearmError(
      'not-found',
      `Expected a file of corrections, got ${error.code} at ${JSON.stringify(path)}.`,
    );
  });
}

function user(): string {
  try {
    return userInfo().username;
  } catch {
    return 'command line';
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
