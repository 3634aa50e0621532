import { Command } from 'commander';
import { TonearmError } from '../../errors.ts';
import type { Catalogue } from '../../library/catalogue/catalogue.ts';
import { type CopyGroup, copyGroups } from '../../library/catalogue/copies.ts';
import { findSong } from '../../library/catalogue/find-song.ts';
import { openCatalogue } from '../../library/catalogue/open-catalogue.ts';
import { explain, nearest, type SongSpace, spaceIndexOf } from '../../library/similarity/similarity.ts';
import { nearestToWishes, wishSelection } from '../../library/similarity/wishes.ts';
import type { Entry } from '../../library/songs/entry.ts';
import { printable } from '../format.ts';
import { libraryOption, note, noteWaiting, withLibrary } from '../library.ts';
import { MPD_HELP, mpdPaths, playedSong, withMpd } from '../mpd.ts';
import { share } from '../tag-rules.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly library: string;
  readonly top: number;
  readonly copies?: boolean;
  readonly like?: string[];
  readonly unlike?: string[];
  readonly energy?: number;
  readonly valence?: number;
  readonly arousal?: number;
  readonly voice?: number;
  readonly tempo?: number;
  readonly json?: boolean;
  readonly mpd?: string | true;
}

/** Headings on standard error, so that the lines below them can be piped. */
const SONGS_HEADING = 'Distance and song, nearest first: the smaller the distance, the more alike.';
const COPIES_HEADING = 'Distance (0: equal files) and the files of each recording.';

const WISHES = ['like', 'unlike', 'energy', 'valence', 'arousal', 'voice', 'tempo'] as const;

export function similarCommand(_exit: (code: number) => void): Command {
  return new Command('similar')
    .description(
      'songs of the library that sound alike, with their distance (the smaller, the more alike) and how they differ',
    )
    .argument('[song]', 'a scanned file, words of its title, or its number')
    .addOption(libraryOption())
    .option('--top <n>', 'how many', wholeNumber, 10)
    .option('--like <songs...>', 'songs like all of these')
    .option('--unlike <songs...>', 'and not like these')
    .option('--energy <share>', 'near to so much energy, 0 to 1', share)
    .option('--valence <share>', 'from sad or tense (0) to happy or calm (1)', share)
    .option('--arousal <share>', 'from calm or sad (0) to happy or tense (1)', share)
    .option('--voice <share>', 'sung (1) or without a voice (0)', share)
    .option('--tempo <bpm>', 'near to so many beats a minute', wholeNumber)
    .option('--copies', 'list recordings that the library holds more than once, in place of similar songs')
    .option(
      '--mpd [address]',
      `paths as MPD knows them, to be piped to mpc add; without a song: like what it plays; ${MPD_HELP}`,
    )
    .option('--json', 'one JSON object a line')
    .action((song: string | undefined, options: Options) => run(song, options));
}

async function run(named: string | undefined, options: Options): Promise<void> {
  const hasWishes = WISHES.some((name) => options[name] !== undefined);
  const { copies = false, mpd } = options;
  const isSong = (named !== undefined || (mpd !== undefined && !copies)) && !hasWishes;
  if ([isSong, hasWishes, copies].filter(Boolean).length !== 1 || (mpd !== undefined && !isSong)) {
    throw new TonearmError(
      'bad-request',
      'Name a song, say what you wish for (--like, --energy), or --copies.',
    );
  }
  await withLibrary(options.library, async (library) => {
    const catalogue = await openCatalogue(library);
    await noteWaiting(library);
    if (mpd !== undefined) return printForMpd(catalogue, named, mpd, options);
    if (copies) return printCopies(await copyGroups(catalogue), options);
    if (hasWishes) return printWished(catalogue, named, options);
    const seed = await findSong(catalogue, named!);
    printSimilar(await catalogue.space({ ids: [seed.id], count: options.top }), seed, options);
  });
}

/** Prints songs similar to the named one, by default to the one that MPD plays. */
async function printForMpd(
  catalogue: Catalogue,
  named: string | undefined,
  address: string | true,
  { top, json }: Options,
): Promise<void> {
  await withMpd(address, catalogue, async (mpd) => {
    const seed = named === undefined ? await playedSong(mpd, catalogue) : await findSong(catalogue, named);
    const filter = { ids: mpd.map.songs };
    const space = await catalogue.space({ ids: [seed.id], count: top, filter });
    const isThere = (index: number) => mpd.map.ofSong(space.songs[index].id) !== undefined;
    const near = nearest(space, spaceIndexOf(space, seed), top, isThere);
    const paths = mpdPaths(
      mpd,
      near.map(({ index }) => space.songs[index]),
    );
    for (const [i, file] of paths.entries())
      print(json ? JSON.stringify({ file, distance: near[i].distance }) : file);
  });
}

/** Prints songs by wishes; a named song is one of the liked ones. */
async function printWished(catalogue: Catalogue, named: string | undefined, options: Options): Promise<void> {
  const { like = [], unlike = [], energy, valence, arousal, voice, tempo, top, json } = options;
  const entriesOf = (names: readonly string[]) => Promise.all(names.map((name) => findSong(catalogue, name)));
  const liked = await entriesOf(named === undefined ? like : [named, ...like]);
  const sides = { like: liked, unlike: await entriesOf(unlike) };
  const wishes = { energy, valence, arousal, voice, beatsPerMinute: tempo, ...sides };
  const space = await catalogue.space(wishSelection(wishes));
  const found = nearestToWishes(space, wishes, top);
  if (!json) note(SONGS_HEADING);
  for (const { index, distance } of found) {
    const { id, path, title, artist, genre } = space.songs[index];
    if (json) print(JSON.stringify({ id, file: path, distance, title, artist, genre }));
    else print(`${distance.toFixed(2)}  ${printable(path)}`);
  }
}

function printSimilar(space: SongSpace, seed: Entry, { top, json }: Options): void {
  if (!json) note(SONGS_HEADING);
  for (const { index, distance } of nearest(space, spaceIndexOf(space, seed), top)) {
    const { id, path, title, artist, genre } = space.songs[index];
    const why = explain(space, spaceIndexOf(space, seed), index);
    if (json) print(JSON.stringify({ id, file: path, distance, why, title, artist, genre }));
    else print(`${distance.toFixed(2)}  ${printable(path)}: ${why.join(', ')}`);
  }
}

/** Prints a line for each recording, or one that counts its files and a line for each of them. */
function printCopies(groups: readonly CopyGroup[], { json }: Options): void {
  if (!json && groups.length > 0) note(COPIES_HEADING);
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
