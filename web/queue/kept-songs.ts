/**
 * The queue's songs and answers in this browser's own store, so that a reload loses nothing. Each tab has its own;
 * what a closed tab left goes after a day, and with "Clear" at once.
 */
import { allOf, openBrowserStore, SONGS, write } from '../shell/browser-store.ts';
import { isPending, type Queue, type Song, type SongState } from './queue.ts';

interface KeptSong {
  readonly tab: string;
  readonly id: string;
  readonly place: number;
  readonly keptAt: number;
  readonly file: File;
  readonly whole: boolean | undefined;
  readonly said?: Song['label'];
  /** Undefined: still to be heard. */
  readonly state: SongState | undefined;
}

const TAB_KEY = 'tonearm-tab';
const DAY_MS = 86_400_000;
/** Largest total size of stored songs. */
const MAX_BYTES = 1e9;

/** Puts back what this tab had, then keeps what comes. Where the browser gives no room, nothing is kept. */
export async function keepQueue(queue: Queue): Promise<void> {
  const database = await openBrowserStore();
  const tab = tabName();
  const kept = await allOf<KeptSong>(database, SONGS);
  const mine = kept.filter((song) => song.tab === tab).sort((a, b) => a.place - b.place);
  const stale = kept.filter((song) => song.tab !== tab && Date.now() - song.keptAt > DAY_MS);
  write(database, SONGS, (store) => {
    for (const song of [...mine, ...stale]) store.delete([song.tab, song.id]);
  });
  if (mine.length > 0) queue.restore(mine.map(({ said, ...song }) => ({ ...song, label: said })));
  follow(queue, database, tab);
}

/** Writes what is new or settled, and deletes what was taken off the list. */
function follow(queue: Queue, database: IDBDatabase, tab: string): void {
  const written = new Map<string, { settled: SongState | undefined; label: Song['label']; bytes: number }>();
  let [places, bytes] = [0, 0];
  const update = () => {
    const { songs } = queue.getSnapshot();
    const ids = new Set(songs.map(({ id }) => id));
    const gone = [...written.keys()].filter((id) => !ids.has(id));
    const changed = songs.filter((song) => {
      const known = written.get(song.id);
      if (!known) return bytes + song.file.size <= MAX_BYTES;
      return known.settled !== settledOf(song) || known.label !== song.label;
    });
    if (gone.length + changed.length === 0) return;
    for (const id of gone) {
      bytes -= written.get(id)!.bytes;
      written.delete(id);
    }
    for (const song of changed) {
      if (!written.has(song.id)) bytes += song.file.size;
      written.set(song.id, { settled: settledOf(song), label: song.label, bytes: song.file.size });
    }
    write(database, SONGS, (store) => {
      for (const id of gone) store.delete([tab, id]);
      for (const song of changed) {
        const { id, file, whole, label } = song;
        store.put({
          tab,
          id,
          place: places++,
          keptAt: Date.now(),
          file,
          whole,
          said: label,
          state: settledOf(song),
        });
      }
    });
  };
  queue.subscribe(update);
  update();
}

function settledOf(song: Song): SongState | undefined {
  return isPending(song) ? undefined : song.state;
}

/** Survives a reload, not the tab. */
function tabName(): string {
  const known = sessionStorage.getItem(TAB_KEY);
  if (known) return known;
  const name = `${Date.now()}-${Math.random()}`;
  sessionStorage.setItem(TAB_KEY, name);
  return name;
}
