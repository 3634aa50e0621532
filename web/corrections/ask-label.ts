/**
 * Question for the genre of a song on Listen. The answer goes to the library, if it has the song, and to this
 * browser's history.
 */
import type { Prediction } from '../../src/classify/prediction.ts';
import type { LibrarySong } from '../../src/server/library-schema.ts';
import { storeLabel } from '../history/history.ts';
import { history } from '../history/history-state.ts';
import { words } from '../language/en/corrections.ts';
import { genreName } from '../language/en/main.ts';
import { ApiError } from '../library/api/client.ts';
import { getSongByHash, getSummary } from '../library/api/songs.ts';
import { sendLabel } from '../library/corrections/corrections-state.ts';
import { titleOf } from '../library/song-words.ts';
import { queue } from '../queue/page-queue.ts';
import type { Song } from '../queue/queue.ts';
import { HAS_SERVER } from '../shell/site.ts';
import { contentHashOf } from '../tags/content-hash.ts';
import { knownTags } from '../tags/file-tags.ts';
import { knownGenres, type Label, type LabelOutcome, openQuestion } from './label-state.ts';

/** Opens the chooser for a song that has its answer. */
export function askLabelOf({ id, file, label, state }: Song): void {
  if (state.kind !== 'done') return;
  const { prediction } = state;
  // The chooser need not wait for it.
  const inLibrary = findInLibrary(file);
  const title = knownTags(file).title ?? file.name;
  noteGenres(history.get().flatMap(({ label }) => label ?? []));
  openQuestion.set({
    key: id,
    title: words.title(title),
    ranked: prediction.ranking.map(({ genre }) => genre),
    current: label === undefined ? claimOf(prediction) : label,
    mayForget: label !== undefined,
    submit: (now) => storeAnswer({ id, file, state, before: label, inLibrary }, title, now),
  });
}

interface HeardSong {
  readonly id: string;
  readonly file: File;
  readonly state: Extract<Song['state'], { kind: 'done' }>;
  readonly before: Label;
  readonly inLibrary: Promise<LibrarySong | undefined>;
}

async function storeAnswer(
  { id, file, state, before, inLibrary }: HeardSong,
  title: string,
  label: Label,
): Promise<LabelOutcome> {
  const song = await inLibrary;
  const told = song && (await tellLibrary(song, label));
  const keep = async (now: Label) => {
    queue.label(id, now);
    // In a private window it holds as long as the page does.
    await storeLabel(file, state, now).catch(() => undefined);
  };
  await keep(label);
  return {
    text: told?.text ?? textOf(title, label),
    undo: async () => {
      await told?.undo();
      await keep(before);
    },
  };
}

/** Tells the library; undefined if the visitor may not change it. */
async function tellLibrary(song: LibrarySong, label: Label): Promise<LabelOutcome | undefined> {
  try {
    const { text, undo } = await sendLabel([song.id], titleOf(song), label);
    return { text: label === undefined ? text : `${text} ${words.inLibrary}`, undo };
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

function claimOf({ genre, unsure, outside }: Prediction): Label {
  if (outside) return null;
  return unsure ? undefined : genre;
}

function textOf(title: string, label: Label): string {
  if (label === undefined) return words.forgotten(title);
  return `${label === null ? words.saidNone(title) : words.said(title, genreName(label))} ${words.inBrowser}`;
}
