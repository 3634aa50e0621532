/** The map as it is sent: made once for each state of the library, and compressed once. */
import { setImmediate, setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Catalogue } from '../../library/catalogue.ts';
import { mapOf } from '../../library/map.ts';
import { perRevisionInTurn } from '../../library/per-revision.ts';
import { forEachInSlices } from '../../library/slices.ts';
import type { SongMap } from '../library-schema.ts';

export interface MapAnswer {
  readonly etag: string;
  readonly json: Buffer;
  readonly gzipped: Buffer;
}

/** A map is looked at from some distance. */
const STEPS = 10_000;
const UNSURE = -1;
/** While songs come in, the map of a moment ago does. */
const PATIENCE_MS = 500;

const compress = promisify(gzip);

const answerOf = perRevisionInTurn(async (catalogue: Catalogue): Promise<MapAnswer> => {
  const { revision } = catalogue;
  const json = Buffer.from(await jsonOf(await songMap(catalogue)));
  return { etag: `"${revision}"`, json, gzipped: await compress(json) };
});

export class MapAnswers {
  readonly #catalogue: Catalogue;
  #last: MapAnswer | undefined;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  async latest(): Promise<MapAnswer> {
    await this.#catalogue.refresh();
    const last = this.#last;
    if (last?.etag === `"${this.#catalogue.revision}"`) return last;
    const made = answerOf(this.#catalogue).then((answer) => {
      this.#last = answer;
      return answer;
    });
    return last ? Promise.race([made, setTimeout(PATIENCE_MS, last)]) : made;
  }

  /** Begins the first map before anybody asks for it: whoever looks at a library may look at its map next. */
  async prepare(): Promise<void> {
    if (this.#last === undefined) await this.latest();
  }
}

async function songMap(catalogue: Catalogue): Promise<SongMap> {
  const { ids, x, y } = await mapOf(catalogue);
  const known = new Set<string>();
  await forEachInSlices(ids, (id) => known.add(catalogue.entry(id)?.genre ?? ''));
  const genres = [...known].filter((genre) => genre !== '').sort();
  const places = new Map(genres.map((genre, place) => [genre, place]));
  const map: SongMap = { genres, ids: [...ids], x: [], y: [], genre: [], likely: [] };
  await forEachInSlices(ids, (id, i) => {
    const song = catalogue.entry(id);
    map.x.push(rounded(x[i]));
    map.y.push(rounded(y[i]));
    const likely = (song && !song.outside ? places.get(song.genre) : undefined) ?? UNSURE;
    map.likely.push(likely);
    map.genre.push(song?.unsure ? UNSURE : likely);
  });
  return map;
}

/** A list at a time: each takes some milliseconds at 100,000 songs. */
async function jsonOf(map: SongMap): Promise<string> {
  const parts: string[] = [];
  for (const [name, list] of Object.entries(map)) {
    parts.push(`${JSON.stringify(name)}:${JSON.stringify(list)}`);
    await setImmediate();
  }
  return `{${parts.join(',')}}`;
}

function rounded(value: number): number {
  return Math.round(value * STEPS) / STEPS;
}
