/**
 * Question for the genre of a song on Listen. The answer goes to the library, if it has the song, and to this
 * browser's history.
 */
import type { Prediction } from '../../src/classify/prediction.ts';
import type { LibrarySong } from '../../src/server/library-schema.ts';
import { heard } from '../history/heard.ts';
import { rememberSaid } from '../history/history.ts';
import { ApiError, getSongByHash, getSummary } from '../library/api.ts';
import { sayOf } from '../library/corrections/corrections-state.ts';
import { titleOf } from '../library/song-words.ts';
import { queue } from '../queue/page-queue.ts';
import type { Song } from '../queue/queue.ts';
import { HAS_SERVER } from '../shell/site.ts';
import { words } from '../strings.corrections.ts';
import { genreName } from '../strings.ts';
import { contentHashOf } from '../tags/content-hash.ts';
import { knownTags } from '../tags/file-tags.ts';
import { asked, knownGenres, type Outcome, type Said } from './asking.ts';

/** Opens the chooser for a song that has its answer. */
export function askOfHeard({ id, file, said, state }: Song): void {
  if (state.kind !== 'done') return;
  const { prediction } = state;
  // The chooser need not wait for it.
  const inLibrary = findInLibrary(file);
  const title = knownTags(file).title ?? file.name;
  noteGenres(heard.get().flatMap(({ said }) => said ?? []));
  asked.set({
    key: id,
    title: words.title(title),
    ranked: prediction.ranking.map(({ genre }) => genre),
    current: said === undefined ? claimOf(prediction) : said,
    mayForget: said !== undefined,
    say: (now) => say({ id, file, state, before: said, inLibrary }, title, now),
  });
}

interface HeardSong {
  readonly id: string;
  readonly file: File;
  readonly state: Extract<Song['state'], { kind: 'done' }>;
  readonly before: Said;
  readonly inLibrary: Promise<LibrarySong | undefined>;
}

async function say(
  { id, file, state, before, inLibrary }: HeardSong,
  title: string,
  said: Said,
): Promise<Outcome> {
  const song = await inLibrary;
  const told = song && (await tellLibrary(song, said));
  const keep = async (now: Said) => {
    queue.say(id, now);
    // In a private window it holds as long as the page does.
    await rememberSaid(file, state, now).catch(() => undefined);
  };
  await keep(said);
  return {
    text: told?.text ?? textOf(title, said),
    undo: async () => {
      await told?.undo();
      await keep(before);
    },
  };
}

/** Tells the library; undefined if the visitor may not change it. */
async function tellLibrary(song: LibrarySong, said: Said): Promise<Outcome | undefined> {
  try {
    const { text, undo } = await sayOf([song.id], titleOf(song), said);
    return { text: said === undefined ? text : `${text} ${words.inLibrary}`, undo };
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'locked') return undefined;
    throw error;
  }
}

/** Song of the library that a file is; undefined without one. */
async function findInLibrary(file: File): Promise<LibrarySong | undefined> {
  if (!HAS_SERVER) return undefined;
  try {
    const song = await getSongByHash(await contentHashOf(file));
    if (song) noteGenres((await getSummary()).genres.map(({ genre }) => genre));
    return song;
  } catch {
    return undefined;
  }
}

function noteGenres(genres: readonly string[]): void {
  knownGenres.set([...new Set([...knownGenres.get(), ...genres])]);
}

function claimOf({ genre, unsure, outside }: Prediction): Said {
  if (outside) return null;
  return unsure ? undefined : genre;
}

function textOf(title: string, said: Said): string {
  if (said === undefined) return words.forgotten(title);
  return `${said === null ? words.saidNone(title) : words.said(title, genreName(said))} ${words.inBrowser}`;
}
