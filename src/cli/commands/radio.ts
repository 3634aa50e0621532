import { Command } from 'commander';
import { fillQueue } from '../../connect/mpd/radio.ts';
import { reportError } from '../../errors.ts';
import type { Catalogue } from '../../library/catalogue/catalogue.ts';
import { findSong } from '../../library/catalogue/find-song.ts';
import { openCatalogue } from '../../library/catalogue/open-catalogue.ts';
import { endSignal, sleepUnlessAborted } from '../end-signal.ts';
import { printable } from '../format.ts';
import { libraryOption, note, withLibrary } from '../library.ts';
import { MPD_HELP, mpdPaths, withMpd } from '../mpd.ts';
import { type SongFilterOptions, songFilterOf, withSongFilter } from '../song-filter-options.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options extends SongFilterOptions {
  readonly library: string;
  readonly mpd?: string;
  readonly ahead: number;
}

const RETRY_MS = 5000;

export function radioCommand(_exit: (code: number) => void): Command {
  const command = new Command('radio')
    .description('keeps the queue of MPD filled with songs that sound like those in it')
    .argument('[song]', 'where to begin, if the queue is empty or another song is wished for')
    .addOption(libraryOption())
    .option('--mpd <address>', MPD_HELP)
    .option('--ahead <n>', 'how many songs wait behind the one that plays', wholeNumber, 5);
  return withSongFilter(command).action((song: string | undefined, options: Options) => run(song, options));
}

async function run(named: string | undefined, options: Options): Promise<void> {
  const ended = endSignal();
  await withLibrary(options.library, async (library) => {
    const catalogue = await openCatalogue(library);
    let begin = named;
    let isFirst = true;
    while (!ended.aborted) {
      try {
        await play(catalogue, begin, options, ended);
      } catch (error) {
        // At the start it is a slip; later MPD may come back.
        if (isFirst) throw error;
        note(`${reportError(error).message} It is tried again.`);
        await sleepUnlessAborted(ended, RETRY_MS);
      }
      begin = undefined;
      isFirst = false;
    }
  });
}

/** Plays until it is stopped, or MPD has gone. */
async function play(
  catalogue: Catalogue,
  named: string | undefined,
  options: Options,
  signal: AbortSignal,
): Promise<void> {
  await withMpd(options.mpd ?? true, catalogue, async (mpd) => {
    const { player, map } = mpd;
    if (named !== undefined) {
      const { paths } = await player.queue();
      const [path] = mpdPaths(mpd, [await findSong(catalogue, named)]);
      if (path !== undefined) await player.add([path]);
      if (path !== undefined) await player.play(paths.length);
    }
    const filter = songFilterOf(options);
    while (!signal.aborted) {
      const added = await fillQueue(player, map, catalogue, { ahead: options.ahead, filter });
      if (added === undefined)
        note('No song of the queue is in the library. Add one, or name one to begin with.');
      for (const path of added ?? []) process.stdout.write(`${printable(path)}\n`);
      if (!signal.aborted) await player.changed(signal);
    }
  });
}
