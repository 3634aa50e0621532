/**
 * Matching of a server's items to songs of a library without holding the songs: each key is hashed to a
 * number, and its songs are looked up.
 */
import { firstIndex } from '../dsp/first-index.ts';
import type { Catalogue } from '../library/catalogue/catalogue.ts';
import type { Entry } from '../library/songs/entry.ts';
import { keysOf, SongMatcher } from './match.ts';
import type { ServerItem } from './media-server.ts';

/**
 * Largest number of songs of a file name; a more common name identifies nothing, and a few may share its hash
 * by chance.
 */
const MAX_NAMED = 8;
/** Bound of song ids; 26 bits of a key's hash are above it. */
const MAX_ID = 2 ** 27;
const DROPPED_BITS = 6;
const GROWTH = 1.5;
const FEWEST = 1024;

export class LibraryMatcher {
  readonly #catalogue: Catalogue;
  readonly #byEnd: Numbers;
  readonly #byName: Numbers;
  readonly #byTags: Numbers;

  private constructor(catalogue: Catalogue, [byEnd, byName, byTags]: readonly Numbers[]) {
    this.#catalogue = catalogue;
    this.#byEnd = byEnd;
    this.#byName = byName;
    this.#byTags = byTags;
  }

  /** Opens a matcher of the songs that exist now. */
  static async open(catalogue: Catalogue): Promise<LibraryMatcher> {
    const all = [new Numbers(), new Numbers(), new Numbers()];
    for await (const entries of catalogue.each()) {
      for (const entry of entries) {
        const { end, name, tags } = keysOf(entry);
        for (const [i, key] of [end, name, tags].entries()) if (key !== undefined) all[i].add(key, entry.id);
      }
    }
    for (const numbers of all) numbers.sort();
    return new LibraryMatcher(catalogue, all);
  }

  /** Song of each item, or undefined if none matches or several match equally. */
  async songsOf(items: readonly ServerItem[]): Promise<readonly (Entry | undefined)[]> {
    const ids = new Set(items.flatMap((item) => this.#candidatesOf(item)));
    const matcher = new SongMatcher(await this.#catalogue.entriesOf([...ids].sort((a, b) => a - b)));
    return items.map((item) => matcher.songOf(item));
  }

  #candidatesOf({ path = '', title, artist }: ServerItem): readonly number[] {
    const { end, name, tags } = keysOf({ path, title, artist });
    const named = this.#byName.idsOf(name).slice(0, MAX_NAMED);
    return [...this.#byEnd.idsOf(end), ...named, ...this.#byTags.idsOf(tags)];
  }
}

/** Song ids by the hash of their key: eight bytes each. */
class Numbers {
  #data = new Float64Array(FEWEST);
  #count = 0;

  add(key: string, id: number): void {
    if (this.#count === this.#data.length) {
      const larger = new Float64Array(Math.ceil(GROWTH * this.#count));
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.#count++] = numberOf(key) + id;
  }

  sort(): void {
    this.#data = this.#data.slice(0, this.#count).sort();
  }

  /** Ids of all songs with the key, and of few that only share its hash. */
  idsOf(key: string | undefined): number[] {
    if (key === undefined) return [];
    const number = numberOf(key);
    const ids: number[] = [];
    const first = firstIndex(this.#count, (i) => this.#data[i] >= number);
    for (let at = first; this.#data[at] < number + MAX_ID; at++) ids.push(this.#data[at] - number);
    return ids;
  }
}

/** Hash (FNV-1a), shifted above the ids. */
function numberOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> DROPPED_BITS) * MAX_ID;
}
