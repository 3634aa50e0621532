/** Map between a server's items and songs of the library; replaced as a whole, so that it is never half. */
import type { Catalogue } from '../library/catalogue/catalogue.ts';
import { LibraryMatcher } from './library-matcher.ts';
import type { MediaServer, ServerItem } from './media-server.ts';

/** Item with its song. */
export interface Mapped {
  readonly item: ServerItem;
  /** Id of the song. */
  readonly song: number;
}

export interface MapState {
  /** Number of items on the server. */
  readonly items: number;
  /** Number of items that are in the library. */
  readonly mapped: number;
}

interface Tables {
  readonly byItem: ReadonlyMap<string, Mapped>;
  /** First item of each song, by the song's id. */
  readonly bySong: ReadonlyMap<number, Mapped>;
  readonly state: MapState;
}

/** Minimum time between searches of the server for an unknown item. */
const MIN_AGE_MS = 60_000;
const EMPTY: Tables = { byItem: new Map(), bySong: new Map(), state: { items: 0, mapped: 0 } };

export class SongMap {
  readonly #server: Pick<MediaServer, 'items'>;
  readonly #catalogue: Catalogue;
  readonly #now: () => number;
  #tables = EMPTY;
  #madeAt = -Infinity;
  #making: Promise<void> | undefined;

  constructor(
    server: Pick<MediaServer, 'items'>,
    catalogue: Catalogue,
    now: () => number = () => performance.now(),
  ) {
    this.#server = server;
    this.#catalogue = catalogue;
    this.#now = now;
  }

  get state(): MapState {
    return this.#tables.state;
  }

  /** Reads all items of the server. The old map holds until that has succeeded. @throws as `MediaServer` */
  refresh(): Promise<void> {
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  /** Song of an item by the server's id; an unknown id may be new there. */
  async ofItem(id: string): Promise<Mapped | undefined> {
    const known = this.#tables.byItem.get(id);
    if (known || this.#now() - this.#madeAt < MIN_AGE_MS) return known;
    // Who asks is not told why the server cannot be asked: what is known is answered.
    await this.refresh().catch(() => undefined);
    return this.#tables.byItem.get(id);
  }

  ofSong(song: number): Mapped | undefined {
    return this.#tables.bySong.get(song);
  }

  get songs(): readonly number[] {
    return [...this.#tables.bySong.keys()];
  }

  async #make(): Promise<void> {
    this.#madeAt = this.#now();
    await this.#catalogue.refresh();
    const matcher = await LibraryMatcher.open(this.#catalogue);
    const byItem = new Map<string, Mapped>();
    const bySong = new Map<number, Mapped>();
    let items = 0;
    for await (const page of this.#server.items()) {
      const songs = await matcher.songsOf(page);
      items += page.length;
      for (const [i, item] of page.entries()) {
        const song = songs[i];
        if (!song) continue;
        const mapped = { item, song: song.id };
        byItem.set(item.id, mapped);
        if (!bySong.has(song.id)) bySong.set(song.id, mapped);
      }
    }
    this.#tables = { byItem, bySong, state: { items, mapped: byItem.size } };
  }
}
