import { writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { TonearmError } from '../../errors.ts';
import type { Catalogue } from '../../library/catalogue/catalogue.ts';
import { findSong } from '../../library/catalogue/find-song.ts';
import { openCatalogue } from '../../library/catalogue/open-catalogue.ts';
import { mixedSongs } from '../../library/playlist-files/mixed-song.ts';
import {
  PLAYLIST_FORMATS,
  type PlaylistFormat,
  playlistFile,
} from '../../library/playlist-files/playlist-file.ts';
import { rekordboxFile } from '../../library/playlist-files/rekordbox-file.ts';
import { traktorFile } from '../../library/playlist-files/traktor-file.ts';
import { keepPlaylist } from '../../library/playlists/kept-playlists.ts';
import {
  DEFAULT_WINDOW,
  makePlaylist,
  type Playlist,
  type PlaylistRequest,
} from '../../library/playlists/playlist.ts';
import { ENERGY_COURSES, type EnergyCourse } from '../../library/playlists/playlist-course.ts';
import { ruleOf } from '../../library/playlists/playlist-rule.ts';
import { printable } from '../format.ts';
import { libraryOption, note, noteWaiting, withLibrary } from '../library.ts';
import { MPD_HELP, mpdPaths, withMpd } from '../mpd.ts';
import { type SongFilterOptions, songFilterOf, withSongFilter } from '../song-filter-options.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options extends SongFilterOptions {
  readonly library: string;
  readonly from?: string[];
  readonly to?: string;
  readonly length: number;
  readonly minutes?: number;
  readonly mix?: boolean;
  readonly energyCourse?: EnergyCourse;
  readonly window: number;
  readonly seed: number;
  readonly title: string;
  readonly out?: string;
  readonly mpd?: string | true;
  readonly absolute?: boolean;
  readonly save?: boolean;
  readonly json?: boolean;
}

/** Output format of a list. */
type OutFormat = PlaylistFormat | 'rekordbox' | 'traktor';

const DJ_FORMATS: Readonly<Record<string, OutFormat>> = { '.xml': 'rekordbox', '.nml': 'traktor' };

const MAX_DIGITS = 6;

export function playlistCommand(exit: (code: number) => void): Command {
  const song = 'a file, words of its title, or its number';
  const command = new Command('playlist')
    .description('songs of the library that go well one after another')
    .addOption(libraryOption())
    .option('--from <songs...>', `songs it shall sound like, which are not in it: ${song}`)
    .option('--to <song>', 'a way in small steps from the song --from, the first, to this one, the last');
  return withSongFilter(command)
    .option('--length <n>', 'how many songs', wholeNumber, 25)
    .option('--minutes <n>', 'how long at most, in place of --length', wholeNumber)
    .option('--mix', 'each song can be mixed into the next, by key (Camelot) and tempo, wherever one is left')
    .addOption(
      new Option('--energy-course <course>', 'how energy goes over the list').choices(ENERGY_COURSES),
    )
    .option('--window <n>', 'songs between two of one artist or album, at least', count, DEFAULT_WINDOW)
    .option('--seed <n>', 'another one, another list; the same one, the same list', count, 1)
    .addOption(new Option('--title <text>', 'what the list is called').default('Tonearm'))
    .option(
      '--out <file>',
      'write the list there: .m3u8 or .xspf, paths relative to the file, .xml for rekordbox, .nml for Traktor',
    )
    .option('--mpd [address]', `put the list behind what is in the queue of ${MPD_HELP}`)
    .option('--save', 'keep the rule under --title in the library: the list is made anew whenever it is read')
    .option('--absolute', 'whole paths in the file')
    .option('--json', 'one JSON object a line')
    .action(async (options: Options) => exit(await run(options)));
}

/** Sentence about a playlist that is too short; without any song, with the genres that could have been meant. */
async function shortfall(catalogue: Catalogue, { songs }: Playlist, { genre }: Options): Promise<string> {
  if (songs.length === 1) return 'Only 1 song keeps what was asked for.';
  if (songs.length > 1) return `Only ${songs.length} songs keep what was asked for.`;
  const none = 'No song keeps what was asked for.';
  if (genre === undefined) return none;
  const { genres } = await catalogue.summary();
  return `${none} Genres of this library: ${printable(genres.map(({ genre }) => genre).join(', '))}.`;
}

async function run(options: Options): Promise<number> {
  const format = options.out === undefined ? undefined : formatOf(options.out);
  return withLibrary(options.library, async (library) => {
    const catalogue = await openCatalogue(library);
    await noteWaiting(library);
    const request = await requestOf(catalogue, options);
    const playlist = await makePlaylist(catalogue, request);
    if (options.save) await save(catalogue, playlist, request, options.title);
    if (!playlist.complete) note(await shortfall(catalogue, playlist, options));
    if (format !== undefined) await write(catalogue, playlist, format, options);
    else if (options.mpd !== undefined) await queue(playlist, catalogue, options.mpd);
    else for (const line of linesOf(playlist, options.json === true)) process.stdout.write(`${line}\n`);
    return playlist.songs.length > 0 ? 0 : 1;
  });
}

async function requestOf(catalogue: Catalogue, options: Options): Promise<PlaylistRequest> {
  const { from = [], to, minutes, length: songs, window, seed, mix, energyCourse } = options;
  if (to !== undefined && from.length !== 1) {
    throw new TonearmError('bad-request', `Expected one --from beside --to, got ${from.length}.`);
  }
  const ids: number[] = [];
  for (const named of [...from, ...(to === undefined ? [] : [to])]) {
    ids.push((await findSong(catalogue, named)).id);
  }
  const length = minutes === undefined ? { songs } : { seconds: 60 * minutes };
  return {
    ...(to === undefined ? { seeds: ids } : { from: ids[0], to: ids[1] }),
    filter: songFilterOf(options),
    length,
    window,
    seed,
    mix,
    energyCourse,
  };
}

/** @throws bad-request for a length in minutes: rules count songs. */
async function save(
  { library }: Catalogue,
  { songs }: Playlist,
  request: PlaylistRequest,
  title: string,
): Promise<void> {
  const rule = ruleOf(request);
  if (!rule)
    throw new TonearmError(
      'bad-request',
      'A playlist that is kept is so many songs long. Say --length in place of --minutes.',
    );
  const { id } = await keepPlaylist(library, { title, songs: songs.map(({ entry }) => entry.id), rule });
  note(`Kept as playlist ${id}, ${JSON.stringify(title)}.`);
}

async function queue({ songs }: Playlist, catalogue: Catalogue, address: string | true): Promise<void> {
  await withMpd(address, catalogue, async (mpd) => {
    const paths = mpdPaths(
      mpd,
      songs.map(({ entry }) => entry),
    );
    await mpd.player.add(paths);
    for (const path of paths) process.stdout.write(`${printable(path)}\n`);
  });
}

async function write(
  { library }: Catalogue,
  { songs }: Playlist,
  format: OutFormat,
  { out, title, absolute }: Options,
): Promise<void> {
  const listed = songs.map(({ entry }) => entry);
  if (format === 'rekordbox') return writeFile(out!, rekordboxFile(title, await mixedSongs(library, listed)));
  if (format === 'traktor') return writeFile(out!, traktorFile(title, await mixedSongs(library, listed)));
  const folder = absolute ? undefined : dirname(resolve(out!));
  const { text, leftOut } = playlistFile(format, title, listed, folder);
  for (const path of leftOut) note(`Left out, its name is no text: ${printable(path)}`);
  await writeFile(out!, text);
}

function* linesOf({ songs }: Playlist, json: boolean): Generator<string> {
  for (const { entry, why } of songs) {
    const { id, path: file, title, artist, genre, beatsPerMinute, camelot, energy, durationSeconds } = entry;
    const described = {
      id,
      file,
      why,
      title,
      artist,
      genre,
      beatsPerMinute,
      camelot,
      energy,
      durationSeconds,
    };
    yield json
      ? JSON.stringify(described)
      : `${printable(file)}${why.length > 0 ? `: ${why.join(', ')}` : ''}`;
  }
}

function formatOf(out: string): OutFormat {
  const format =
    DJ_FORMATS[extname(out).toLowerCase()] ??
    PLAYLIST_FORMATS.find((known) => extname(out).toLowerCase() === `.${known}`);
  if (!format)
    throw new TonearmError(
      'bad-request',
      `Expected a file named .m3u8, .xspf, .xml (rekordbox) or .nml (Traktor), got ${JSON.stringify(out)}.`,
    );
  return format;
}

function count(text: string): number {
  if (!/^\d+$/.test(text) || text.length > MAX_DIGITS)
    throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}
