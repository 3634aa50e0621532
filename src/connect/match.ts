/** Matching of a server's item to a song of the library: by path, else by tags and length. */
import { groupBy } from '../group-by.ts';
import { fold } from '../library/fold.ts';
import type { Entry } from '../library/songs/entry.ts';
import type { ServerItem } from './media-server.ts';

/** Tolerance of lengths of one recording, as different programs read them from its file. */
const SAME_SECONDS = 3;

/** Keys of a song; undefined if it lacks one. */
interface Keys {
  /** Folder and file name, which few songs share. */
  readonly end: string | undefined;
  /** File name. */
  readonly name: string | undefined;
  readonly tags: string | undefined;
}

/** Songs by a key; those without one under undefined, which no item is looked up by. */
type SongsByKey = ReadonlyMap<string | undefined, readonly Entry[]>;

export class SongMatcher {
  readonly #byEnd: SongsByKey;
  readonly #byFileName: SongsByKey;
  readonly #byTags: SongsByKey;

  constructor(songs: readonly Entry[]) {
    const keys = songs.map(keysOf);
    this.#byEnd = groupBy(songs, (_, i) => keys[i].end);
    this.#byFileName = groupBy(songs, (_, i) => keys[i].name);
    this.#byTags = groupBy(songs, (_, i) => keys[i].tags);
  }

  /** Matching song; undefined if none matches or several match equally. */
  songOf(item: ServerItem): Entry | undefined {
    return this.#byPath(item) ?? this.#byTagsOf(item);
  }

  /** Song with the longest common end of the path. */
  #byPath({ path, seconds }: ServerItem): Entry | undefined {
    const parts = partsOf(path ?? '');
    const alike = (this.#byEnd.get(endOf(parts) ?? '') ?? []).map((song) => ({
      song,
      parts: sharedEnd(parts, partsOf(song.path)),
    }));
    const most = Math.max(0, ...alike.map((each) => each.parts));
    const best = alike.filter((each) => each.parts === most);
    if (best.length > 0) return best.length === 1 ? best[0].song : undefined;
    // A name alone may be that of any first track.
    const [named, ...others] = this.#byFileName.get(parts.at(-1) ?? '') ?? [];
    return named && others.length === 0 && isAsLong(named, seconds) ? named : undefined;
  }

  #byTagsOf({ title, artist, album, seconds }: ServerItem): Entry | undefined {
    const named = (this.#byTags.get(tagsOf(title, artist) ?? '') ?? []).filter((song) =>
      isAsLong(song, seconds),
    );
    const onAlbum = named.filter((song) => fold(song.album ?? '') === fold(album));
    const fitting = onAlbum.length > 0 ? onAlbum : named;
    return fitting.length === 1 ? fitting[0] : undefined;
  }
}

/** Keys of an item or a song; a pair that matches shares at least one. */
export function keysOf({ path, title, artist }: Pick<Entry, 'path' | 'title' | 'artist'>): Keys {
  const parts = partsOf(path);
  return { end: endOf(parts), name: parts.at(-1), tags: tagsOf(title, artist) };
}

/** Whether lengths match; an unknown length matches nothing. */
function isAsLong({ durationSeconds }: Entry, seconds: number): boolean {
  return seconds > 0 && Math.abs(durationSeconds - seconds) <= SAME_SECONDS;
}

/** Folded parts of a path: systems write accents and slashes in different ways. */
function partsOf(path: string): string[] {
  return fold(path)
    .split(/[/\\]+/)
    .filter((part) => part !== '');
}

/** Folder and file name; undefined for a name alone. */
function endOf(parts: readonly string[]): string | undefined {
  return parts.length < 2 ? undefined : parts.slice(-2).join('/');
}

function tagsOf(title: string | null, artist: string | null): string | undefined {
  return title && artist ? `${fold(title)}\n${fold(artist)}` : undefined;
}

function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < Math.min(a.length, b.length) && a[a.length - 1 - shared] === b[b.length - 1 - shared])
    shared++;
  return shared;
}
