import { realpath } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { TonearmError } from '../../errors.ts';
import { percent, plural } from '../../format.ts';
import { browse } from '../../library/catalogue/browse.ts';
import { openCatalogue } from '../../library/catalogue/open-catalogue.ts';
import { ACTIONS, type Action, genresAfter } from '../../library/inbox/decide.ts';
import { planDecisions } from '../../library/inbox/plan-decisions.ts';
import type { Song } from '../../library/songs/songs.ts';
import type { Library } from '../../library/store/store.ts';
import { printable } from '../format.ts';
import { libraryOption, withLibrary } from '../library.ts';
import { stopSignal } from '../stop-signal.ts';
import { showPlan, writePlan } from './tag.ts';

interface Options {
  readonly library: string;
  readonly decide?: Action;
  readonly write?: boolean;
  readonly json?: boolean;
}

interface Listed {
  readonly song: Song;
  readonly surprise: number;
}

const PAGE = 500;

export function inboxCommand(exit: (code: number) => void): Command {
  return new Command('inbox')
    .description(
      'songs whose file says another genre than was heard, or than you said; the most surprising first',
    )
    .argument('[folders...]', 'only songs below these')
    .addOption(libraryOption())
    .addOption(
      new Option(
        '--decide <how>',
        'show what would be written: accept (finer words stay), add (behind what is there), replace (all)',
      ).choices(ACTIONS),
    )
    .option('--write', 'write what was decided, and keep a journal for tonearm tag --undo')
    .option('--json', 'one JSON object a line')
    .action(async (folders: string[], options: Options) => {
      exit(await withLibrary(options.library, (library) => run(library, folders, options)));
    });
}

async function run(library: Library, folders: readonly string[], options: Options): Promise<number> {
  if (options.write && options.decide === undefined) {
    throw new TonearmError('bad-request', 'Expected --decide accept, add or replace beside --write.');
  }
  const roots = folders.length > 0 ? await Promise.all(folders.map((folder) => realpath(folder))) : undefined;
  const listed = await disagreeing(library, roots);
  if (options.decide === undefined) return print(listed, options);
  const signal = stopSignal();
  const decisions = new Map(listed.map(({ song }) => [song.id, options.decide!]));
  const plan = await planDecisions(library, decisions, { ...(roots && { below: roots }), signal });
  return options.write ? writePlan(library, plan, options, signal) : showPlan(plan, options);
}

async function disagreeing(library: Library, folders: readonly string[] | undefined): Promise<Listed[]> {
  const catalogue = await openCatalogue(library, folders ? { folders } : {});
  const query = { disagrees: true, sort: 'surprise', descending: true, limit: PAGE } as const;
  const listed: Listed[] = [];
  for (;;) {
    const { songs, total } = await browse(catalogue, { ...query, offset: listed.length });
    const entries = await catalogue.entriesOf(songs.map(({ id }) => id));
    const surprises = new Map(entries.map(({ id, surprise }) => [id, surprise]));
    for (const song of songs) listed.push({ song, surprise: surprises.get(song.id) ?? 0 });
    if (songs.length === 0 || listed.length >= total) return listed;
  }
}

function print(listed: readonly Listed[], { json }: Options): number {
  for (const { song, surprise } of listed) {
    const { id, path, taggedGenres: says, genre: hears, taught } = song;
    const accept = genresAfter(says, hears, 'accept');
    const line = json
      ? JSON.stringify({ id, path, surprise, says, hears, taught, accept })
      : `${percent(surprise).padStart(5)}  ${printable(path)}: ${printable(says.join('; '))} -> ${printable(accept.join('; '))}`;
    process.stdout.write(`${line}\n`);
  }
  if (!json) process.stdout.write(`${plural(listed.length, 'song')} that their tags disagree with\n`);
  return 0;
}
