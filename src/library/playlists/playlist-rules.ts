/** Rules that every playlist keeps. Songs are indices in the space. */
import { CopyIndex, type Recording } from '../../analysis/duplicates.ts';
import { matchOf, type SongFilter } from '../catalogue/song-filter.ts';
import { fold } from '../fold.ts';
import type { SongSpace } from '../similarity/similarity.ts';
import type { Entry } from '../songs/entry.ts';
import { recordingsOf } from '../songs/songs.ts';
import type { Library } from '../store/store.ts';

/** Length: a number of songs, or as many as fit into a duration. */
export type Length = { readonly songs: number } | { readonly seconds: number };

export class PlaylistRules {
  readonly window: number;
  readonly #library: Library;
  readonly #songs: readonly Entry[];
  readonly #matches: (entry: Entry) => boolean;
  readonly #banned = new Set<number>();
  readonly #titles = new Set<string>();
  readonly #recordings = new CopyIndex();
  readonly #names: (Names | undefined)[] = [];
  readonly #prepared = new Map<number, Recording | undefined>();

  constructor(library: Library, space: SongSpace, filter: SongFilter, window: number) {
    this.#library = library;
    this.#songs = space.songs;
    this.#matches = matchOf(filter);
    this.window = window;
  }

  /** Whether a song may be chosen at all. */
  allows(place: number): boolean {
    const { title } = this.#namesOf(place);
    return !this.#banned.has(place) && this.#matches(this.#songs[place]) && !this.#titles.has(title ?? '');
  }

  /** Whether two songs may stand within the window of each other. */
  goTogether(a: number, b: number): boolean {
    const [one, other] = [this.#namesOf(a), this.#namesOf(b)];
    return !equal(one.artist, other.artist) && !equal(one.album, other.album);
  }

  /** Whether a song may stand at the end of a list. */
  fitsAfter(list: readonly number[], place: number): boolean {
    for (let i = Math.max(0, list.length - this.window); i < list.length; i++) {
      if (!this.goTogether(list[i], place)) return false;
    }
    return true;
  }

  /** Whether a song may be put into a list, to stand at an index. */
  fitsAt(list: readonly number[], at: number, place: number): boolean {
    const end = Math.min(list.length, at + this.window);
    for (let i = Math.max(0, at - this.window); i < end; i++) {
      if (!this.goTogether(list[i], place)) return false;
    }
    return true;
  }

  /** Loads the fingerprints of candidates, all at once. */
  async prepare(places: readonly number[]): Promise<void> {
    const ids = places.map((place) => this.#songs[place].id).filter((id) => !this.#prepared.has(id));
    if (ids.length === 0) return;
    for (const id of ids) this.#prepared.set(id, undefined);
    for (const recording of await recordingsOf(this.#library, ids))
      this.#prepared.set(recording.id, recording);
  }

  /**
   * Takes a song, which is then no longer allowed; false if it is a copy of one taken before, or has its
   * artist and title.
   */
  async take(place: number): Promise<boolean> {
    this.#banned.add(place);
    const { title } = this.#namesOf(place);
    if (title !== undefined && this.#titles.has(title)) return false;
    await this.prepare([place]);
    const recording = this.#prepared.get(this.#songs[place].id);
    if (recording && this.#recordings.copiesOf(recording).length > 0) return false;
    if (recording) this.#recordings.add(recording);
    if (title !== undefined) this.#titles.add(title);
    return true;
  }

  /** Folded names, once: songs are compared in pairs. */
  #namesOf(place: number): Names {
    this.#names[place] ??= namesOf(this.#songs[place]);
    return this.#names[place];
  }
}

/** Names of a song; undefined without tags. */
interface Names {
  readonly artist: string | undefined;
  readonly album: string | undefined;
  /** Title with the artist; undefined without either. */
  readonly title: string | undefined;
}

function namesOf({ artist, albumArtist, album, title }: Entry): Names {
  const by = artist ?? albumArtist;
  return {
    artist: by === null ? undefined : fold(by),
    album: album === null ? undefined : fold(album),
    title: artist === null || title === null ? undefined : `${fold(artist)}\0${fold(title)}`,
  };
}

function equal(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}
