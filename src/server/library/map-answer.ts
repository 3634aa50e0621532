/** Map as it is sent: serialised and compressed once for each state of the library. */
import { setImmediate, setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Quadrant } from '../../description/description.ts';
import type { Catalogue } from '../../library/catalogue/catalogue.ts';
import { mapOf } from '../../library/map/map.ts';
import { regionsOf } from '../../library/map/map-regions.ts';
import { perRevisionInTurn } from '../../library/per-revision.ts';
import { forEachInSlices } from '../../library/slices.ts';
import type { Entry } from '../../library/songs/entry.ts';
import type { SongMap } from '../library-schema.ts';

export interface MapAnswer {
  readonly etag: string;
  readonly json: Buffer;
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

const compress = promisify(gzip);

const answerOf = perRevisionInTurn(async (catalogue: Catalogue): Promise<MapAnswer> => {
  const { revision } = catalogue;
  const json = await jsonOf(await songMap(catalogue));
  return { etag: `"${revision}"`, json, gzipped: await compress(json, { level: LEVEL }) };
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

async function songMap(catalogue: Catalogue): Promise<SongMap> {
  const laidOut = await mapOf(catalogue);
  const { ids, x, y } = laidOut;
  const found = await catalogue.entriesOf(ids);
  let next = 0;
  // One that went meanwhile is left out.
  const songs = ids.map((id) => (found[next]?.id === id ? found[next++] : undefined));
  const regions = await regionsOf(catalogue.library, laidOut, songs);
  const genres = [...new Set(found.map(({ genre }) => genre))].sort();
  const places = new Map(genres.map((genre, place) => [genre, place]));
  const map: SongMap = {
    genres,
    ids: [...ids],
    x: ids.map((_, i) => rounded(x[i], STEPS)),
    y: ids.map((_, i) => rounded(y[i], STEPS)),
    ...{ genre: [], likely: [], mood: [], likelyMood: [] },
    ...{ energy: [], beatsPerMinute: [], camelot: [], year: [] },
    regions: regions.map(({ words, ...region }) => ({ ...region, words: [...words] })),
  };
  await forEachInSlices(songs, (song) => {
    const likely = (song && !song.outside ? places.get(song.genre) : undefined) ?? UNSURE;
    map.likely.push(likely);
    map.genre.push(song?.unsure ? UNSURE : likely);
    addSound(map, song);
  });
  return map;
}

function addSound(map: SongMap, song: Entry | undefined): void {
  const { energy = null, beatsPerMinute = 0, tempoConfidence = null } = song ?? {};
  map.mood.push(song?.mood ?? null);
  map.likelyMood.push(song ? likelyMood(song) : null);
  map.energy.push(energy === null ? null : rounded(energy, SHARE_STEPS));
  map.beatsPerMinute.push(tempoConfidence === null ? null : Math.round(beatsPerMinute));
  map.camelot.push(song?.camelot ?? null);
  map.year.push(song?.year ?? null);
}

function likelyMood({ valence, arousal }: Entry): Quadrant | null {
  if (valence === null || arousal === null) return null;
  if (valence > 0.5) return arousal > 0.5 ? 'happy' : 'calm';
  return arousal > 0.5 ? 'tense' : 'sad';
}

/** Serialises a list at a time: each takes some milliseconds at 100,000 songs. */
async function jsonOf(map: SongMap): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const [name, list] of Object.entries(map)) {
    const separator = parts.length === 0 ? '{' : ',';
    parts.push(Buffer.from(`${separator}${JSON.stringify(name)}:${JSON.stringify(list)}`));
    await setImmediate();
  }
  return Buffer.concat([...parts, Buffer.from('}')]);
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
