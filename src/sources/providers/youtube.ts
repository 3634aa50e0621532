import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Type } from 'typebox';
import { TonearmError } from '../../errors.ts';
import { readAnswer, readItems } from '../read-answer.ts';
import { runTool } from '../run-tool.ts';
import type { FoundSong, Source } from '../source.ts';

const NAME = 'youtube';
const TITLE = 'YouTube';
const SearchSchema = Type.Object({ entries: Type.Array(Type.Unknown()) });
const Text = Type.Union([Type.String(), Type.Null()]);
const EntrySchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  channel: Type.Optional(Text),
  uploader: Type.Optional(Text),
  duration: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
});
type Entry = Type.Static<typeof EntrySchema>;

const COMMON = ['--no-config', '--no-cache-dir', '--no-warnings', '--socket-timeout', '15', '--retries', '2'];
/** End of options: everything after it is an address, whatever it begins with. */
const END_OF_OPTIONS = '--';
const MAX_SEARCH_BYTES = 2e6;
const WATCH_MS = 500;

export interface YtDlp {
  /** Path of the program, or its name on the search path. */
  readonly ytDlp: string;
}

/**
 * YouTube through the operator's own yt-dlp, which does both the search and the fetching. The program is run without
 * a shell, in a folder of its own, and killed with the request; it opens its own connections.
 */
export function youtube({ ytDlp }: YtDlp): Source {
  return {
    info: YOUTUBE_CARD,
    budget: { calls: 20, seconds: 60 },
    idPattern: /^[\w-]{11}$/,
    async search(query, { signal }) {
      const args = [
        ...COMMON,
        '--flat-playlist',
        '--dump-single-json',
        END_OF_OPTIONS,
        `ytsearch10:${query}`,
      ];
      const folder = await mkdtemp(join(tmpdir(), 'tonearm-youtube-'));
      try {
        const printed = await runTool(ytDlp, args, { folder, signal, maxOutputBytes: MAX_SEARCH_BYTES });
        const { entries } = readAnswer(SearchSchema, parse(printed), TITLE);
        return readItems(EntrySchema, entries, TITLE).map(songOf);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async fetch(id, path, { signal, maxBytes }) {
      const folder = await mkdtemp(join(dirname(path), 'tool-'));
      const watch = watchSize(folder, maxBytes, signal);
      try {
        const args = [
          ...COMMON,
          ...['--no-playlist', '--no-progress', '--no-mtime', '--dump-json', '--no-simulate'],
          ...['--max-filesize', String(maxBytes), '--format', 'bestaudio[ext=m4a]/bestaudio'],
          ...['--output', 'song.%(ext)s', END_OF_OPTIONS, `https://www.youtube.com/watch?v=${id}`],
        ];
        const printed = await runTool(ytDlp, args, {
          folder,
          signal: watch.signal,
          maxOutputBytes: MAX_SEARCH_BYTES,
        });
        await rename(await onlySong(folder), path);
        return songOf(readAnswer(EntrySchema, parse(printed), TITLE));
      } finally {
        watch.stop();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

export const YOUTUBE_CARD = {
  name: NAME,
  title: TITLE,
  extent: 'full',
  needs: 'yt-dlp on the server, and the operator’s decision: `youtube.ytDlp` in the settings.',
  terms: 'https://www.youtube.com/t/terms',
  limits:
    'Off by default: its terms forbid downloads but with permission. 20 requests a minute for this server.',
} as const;

function songOf({ id, title, channel, uploader, duration }: Entry): FoundSong {
  return {
    source: NAME,
    id,
    title,
    artist: channel ?? uploader ?? '',
    durationSeconds: duration ?? null,
    extent: 'full',
    pageUrl: `https://www.youtube.com/watch?v=${id}`,
    thumbnailUrl: `https://i.ytimg.com/vi/${id}/mqdefault.jpg`,
  };
}

/** Aborts when the folder grows too large: the program learns some sizes only from the file on disk. */
function watchSize(folder: string, maxBytes: number, outer: AbortSignal) {
  const controller = new AbortController();
  const timer = setInterval(async () => {
    if ((await sizeOf(folder)) > maxBytes) {
      controller.abort(
        new TonearmError('too-large', `Expected at most ${Math.round(maxBytes / 1e6)} MB, got more.`),
      );
    }
  }, WATCH_MS);
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    stop: () => clearInterval(timer),
  };
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** File that the program saved. Without one, it found the song too large or gone, and exited normally. */
async function onlySong(folder: string): Promise<string> {
  const name = (await readdir(folder)).find((each) => /^song\.\w{1,8}$/.test(each));
  if (!name) throw new TonearmError('not-found', `Expected a song of ${TITLE} of a fair size, got none.`);
  return join(folder, name);
}

function parse(printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch (cause) {
    throw new TonearmError(
      'source-failed',
      `Expected an answer of ${TITLE} in its known form, got another.`,
      { cause },
    );
  }
}
