/** What was heard on this page: kept in this browser alone, for a while. */
import type { Queue } from '../queue/queue.ts';
import { isPending } from '../queue/queue.ts';
import { type AnswerRecord, readRecord, recordOf } from '../share/answer-record.ts';
import { allOf, HISTORY, openBrowserStore, write } from '../shell/browser-store.ts';
import { tagsOf } from '../tags/file-tags.ts';
import { type HeardSong, heard } from './heard.ts';

interface KeptAnswer {
  readonly id?: number;
  readonly heardAt: number;
  readonly record: AnswerRecord;
}

export const MAX_HEARD = 200;
export const MAX_DAYS = 90;
const DAY_MS = 86_400_000;

/** Reads what was heard, and writes down what is answered from now on. */
export async function keepHistory(queue: Queue): Promise<void> {
  const database = await openBrowserStore();
  await refresh(database);
  const pending = new Set<string>();
  queue.subscribe(() => {
    for (const song of queue.getSnapshot().songs) {
      if (isPending(song)) pending.add(song.id);
      else if (pending.delete(song.id) && song.state.kind === 'done')
        void remember(database, song.file, recordOf(song.file.name, song.state.prediction));
    }
  });
}

export async function forget(ids: readonly number[]): Promise<void> {
  const database = await openBrowserStore();
  write(database, HISTORY, (store) => {
    for (const id of ids) store.delete(id);
  });
  await refresh(database);
}

/** Puts back what was just forgotten. */
export async function recall(songs: readonly HeardSong[]): Promise<void> {
  const database = await openBrowserStore();
  write(database, HISTORY, (store) => {
    for (const { id, heardAt, record } of songs) store.put({ id, heardAt, record });
  });
  await refresh(database);
}

async function remember(database: IDBDatabase, file: File, record: AnswerRecord): Promise<void> {
  const { title, artist } = await tagsOf(file);
  const kept: KeptAnswer = {
    heardAt: Date.now(),
    record: { ...record, ...(title && { t: title }), ...(artist && { a: artist }) },
  };
  write(database, HISTORY, (store) => store.add(kept));
  await refresh(database);
}

/** Shows what is kept, and lets go of what is old or too much. */
async function refresh(database: IDBDatabase): Promise<void> {
  const all = (await allOf<KeptAnswer>(database, HISTORY)).flatMap(heardSongOf);
  const latest = all.sort((a, b) => b.heardAt - a.heardAt);
  const fresh = latest.filter(
    ({ heardAt }, place) => place < MAX_HEARD && Date.now() - heardAt < MAX_DAYS * DAY_MS,
  );
  const gone = latest.filter((song) => !fresh.includes(song));
  if (gone.length > 0)
    write(database, HISTORY, (store) => {
      for (const { id } of gone) store.delete(id);
    });
  heard.set(fresh);
}

function heardSongOf({ id, heardAt, record }: KeptAnswer): HeardSong[] {
  const answer = readRecord(record);
  return answer && id !== undefined ? [{ ...answer, id, heardAt, record }] : [];
}
