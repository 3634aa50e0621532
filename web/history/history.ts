/** History of songs heard on this page: stored in this browser alone, for a while. */
import type { Prediction } from '../../src/classify/prediction.ts';
import { updateLabelledPlaces } from '../corrections/labelled-places.ts';
import { isPending, type Queue, type Song } from '../queue/queue.ts';
import { allOf, HISTORY, openBrowserStore, write } from '../shell/browser-store.ts';
import { tagsOf } from '../tags/file-tags.ts';
import { type HistoryEntry, history } from './history-state.ts';

type HeardState = Extract<Song['state'], { kind: 'done' }>;
type KeptAnswer = Pick<HistoryEntry, 'heardAt' | 'hash' | 'saidAt' | 'place' | 'record'> & {
  readonly id?: number;
};

// Whoever has heard nothing yet needs neither on the first page.
const records = () => import('../share/answer-record.ts');
const contentHashOf = async (file: File) => (await import('../tags/content-hash.ts')).contentHashOf(file);

export const MAX_HEARD = 200;
export const MAX_DAYS = 90;
const DAY_MS = 86_400_000;

/** Starts the history: reads stored songs, and stores answers from now on. */
export async function keepHistory(queue: Queue): Promise<void> {
  const database = await openBrowserStore();
  await refresh(database);
  const pending = new Set<string>();
  queue.subscribe(() => {
    for (const song of queue.getSnapshot().songs) {
      if (isPending(song)) pending.add(song.id);
      else if (pending.delete(song.id) && song.state.kind === 'done')
        void remember(database, queue, song, song.state);
    }
  });
}

/** Stores the listener's label of a song; undefined removes it. */
export async function storeLabel(
  file: File,
  { prediction, place }: HeardState,
  label: Song['label'],
): Promise<void> {
  const database = await openBrowserStore();
  const hash = await contentHashOf(file);
  const before = history.get().filter((song) => song.hash === hash);
  const saidAt = label === undefined ? undefined : Date.now();
  const kept = before.map(
    (song): KeptAnswer => ({ ...keptOf(song), saidAt, record: withLabel(song.record, label) }),
  );
  // It may have been forgotten meanwhile.
  const all = kept.length > 0 ? kept : [{ ...(await keptAnswer(file, prediction, label)), saidAt, place }];
  write(database, HISTORY, (store) => {
    for (const answer of all) store.put(answer);
  });
  await refresh(database);
}

export async function deleteEntries(ids: readonly number[]): Promise<void> {
  const database = await openBrowserStore();
  write(database, HISTORY, (store) => {
    for (const id of ids) store.delete(id);
  });
  await refresh(database);
}

/** Puts back what was just forgotten. */
export async function restoreEntries(songs: readonly HistoryEntry[]): Promise<void> {
  const database = await openBrowserStore();
  write(database, HISTORY, (store) => {
    for (const song of songs) store.put(keptOf(song));
  });
  await refresh(database);
}

/** Stores a song with the earlier label of the same file, if there is one. */
async function remember(
  database: IDBDatabase,
  queue: Queue,
  { id, file, label }: Song,
  { prediction, place }: HeardState,
): Promise<void> {
  const hash = await contentHashOf(file);
  const earlier = history.get().find((song) => song.hash === hash && song.label !== undefined);
  const holds = label === undefined ? earlier?.label : label;
  if (holds !== label) queue.label(id, holds);
  const kept = await keptAnswer(file, prediction, holds);
  write(database, HISTORY, (store) => store.add({ ...kept, saidAt: earlier?.saidAt, place }));
  await refresh(database);
}

async function keptAnswer(file: File, prediction: Prediction, label: Song['label']): Promise<KeptAnswer> {
  const [{ title, artist }, hash] = await Promise.all([tagsOf(file), contentHashOf(file)]);
  const { recordOf } = await records();
  return { heardAt: Date.now(), hash, record: recordOf(file.name, prediction, { title, artist, label }) };
}

function keptOf({ id, heardAt, hash, saidAt, place, record }: HistoryEntry): KeptAnswer {
  return { id, heardAt, hash, saidAt, place, record };
}

function withLabel(
  { y: _, ...record }: HistoryEntry['record'],
  label: Song['label'],
): HistoryEntry['record'] {
  return label === undefined ? record : { ...record, y: label };
}

/** Refreshes the shown history, and deletes what is old or too much. */
async function refresh(database: IDBDatabase): Promise<void> {
  const kept = await allOf<KeptAnswer>(database, HISTORY);
  const latest = (await heardSongs(kept)).sort((a, b) => b.heardAt - a.heardAt);
  const fresh = latest.filter(
    ({ heardAt }, place) => place < MAX_HEARD && Date.now() - heardAt < MAX_DAYS * DAY_MS,
  );
  const gone = latest.filter((song) => !fresh.includes(song));
  if (gone.length > 0)
    write(database, HISTORY, (store) => {
      for (const { id } of gone) store.delete(id);
    });
  history.set(fresh);
  updateLabelledPlaces(fresh);
}

async function heardSongs(kept: readonly KeptAnswer[]): Promise<HistoryEntry[]> {
  if (kept.length === 0) return [];
  const { readRecord } = await records();
  return kept.flatMap(({ id, record, ...rest }) => {
    const answer = readRecord(record);
    return answer && id !== undefined ? [{ ...answer, ...rest, id, record }] : [];
  });
}
