/** Map as it is sent: serialised and compressed once for each state of the library. */
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { Quadrant } from '../../description/description.ts';
import type { Catalogue } from '../../library/catalogue/catalogue.ts';
import { mapOf } from '../../library/map/map.ts';
import { regionsOf } from '../../library/map/map-regions.ts';
import { perRevisionInTurn } from '../../library/per-revision.ts';
import type { Entry } from '../../library/songs/entry.ts';
import type { SongMap } from '../library-schema.ts';

export interface MapAnswer {
  readonly etag: string;
  readonly gzipped: Buffer;
}

/** Resolution of coordinates, which are rounded. */
const STEPS = 10_000;
const SHARE_STEPS = 100;
const UNSURE = -1;
/** Age up to which a map is served while songs are being added. */
const PATIENCE_MS = 500;

/** A quarter of the time of the usual level, for a twelfth more bytes. */
const LEVEL = 4;

const answerOf = perRevisionInTurn(async (catalogue: Catalogue): Promise<MapAnswer> => {
  const { revision } = catalogue;
  const json = jsonOf(await songMap(catalogue));
  return { etag: `"${revision}"`, gzipped: await pipeline(json, createGzip({ level: LEVEL }), buffer) };
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

  /** Computes the first map in advance: a visitor of the library may open it next. */
  async prepare(): Promise<void> {
    if (this.#last === undefined) await this.latest();
  }
}

/** Lists of a map, each made when it is written: all of them and their texts are several times the answer. */
type MapLists = { readonly [Name in keyof SongMap]: () => SongMap[Name] };

async function songMap(catalogue: Catalogue): Promise<MapLists> {
  const laidOut = await mapOf(catalogue);
  const { ids, x, y } = laidOut;
  const found = await catalogue.entriesOf(ids);
  let next = 0;
  // One that went meanwhile is left out.
  const songs = ids.map((id) => (found[next]?.id === id ? found[next++] : undefined));
  const regions = await regionsOf(catalogue.library, laidOut, songs);
  const genres = [...new Set(found.map(({ genre }) => genre))].sort();
  const places = new Map(genres.map((genre, place) => [genre, place]));
  const likely = (song: Entry | undefined) =>
    (song && !song.outside ? places.get(song.genre) : undefined) ?? UNSURE;
  return {
    genres: () => genres,
    ids: () => [...ids],
    x: () => ids.map((_, i) => rounded(x[i], STEPS)),
    y: () => ids.map((_, i) => rounded(y[i], STEPS)),
    genre: () => songs.map((song) => (song?.unsure ? UNSURE : likely(song))),
    likely: () => songs.map(likely),
    mood: () => songs.map((song) => song?.mood ?? null),
    likelyMood: () => songs.map((song) => (song ? likelyMood(song) : null)),
    energy: () => songs.map((song) => shareOf(song?.energy)),
    beatsPerMinute: () => songs.map(tempoOf),
    camelot: () => songs.map((song) => song?.camelot ?? null),
    year: () => songs.map((song) => song?.year ?? null),
    regions: () => regions.map(({ words, ...region }) => ({ ...region, words: [...words] })),
  };
}

function shareOf(value: number | null = null): number | null {
  return value === null ? null : rounded(value, SHARE_STEPS);
}

function tempoOf(song: Entry | undefined): number | null {
  return song && song.tempoConfidence !== null ? Math.round(song.beatsPerMinute) : null;
}

function likelyMood({ valence, arousal }: Entry): Quadrant | null {
  if (valence === null || arousal === null) return null;
  if (valence > 0.5) return arousal > 0.5 ? 'happy' : 'calm';
  return arousal > 0.5 ? 'tense' : 'sad';
}

/** Text of a map, a list at a time: each takes some milliseconds at 100,000 songs. */
async function* jsonOf(lists: MapLists): AsyncGenerator<string> {
  let separator = '{';
  for (const [name, listOf] of Object.entries(lists)) {
    yield `${separator}${JSON.stringify(name)}:${JSON.stringify(listOf())}`;
    separator = ',';
    await setImmediate();
  }
  yield '}';
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
