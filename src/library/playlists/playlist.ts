/** Playlists of songs that go well one after another. Deterministic by request and library. */

import { randomOf } from '../../dsp/random.ts';
import { TonearmError } from '../../errors.ts';
import type { Catalogue, SpaceSelection } from '../catalogue/catalogue.ts';
import type { SongFilter } from '../catalogue/song-filter.ts';
import { explain, type SongSpace, spaceIndexOf } from '../similarity/similarity.ts';
import type { Entry } from '../songs/entry.ts';
import { mixWords } from './playlist-mix.ts';
import { choicesAtStation, pathBetween } from './playlist-path.ts';
import { type Length, PlaylistRules } from './playlist-rules.ts';
import { type Direction, sequenceSongs } from './playlist-sequence.ts';

export interface PlaylistRequest extends Direction {
  /** Ids of songs that it should sound like, one after another; none of them is in the list. */
  readonly seeds?: readonly number[];
  /** Ids of the first and the last song of a path, instead of seeds. `from` alone is one seed. */
  readonly from?: number;
  readonly to?: number;
  /** Filter of candidates; the ends of a path need not pass. */
  readonly filter?: SongFilter;
  readonly length: Length;
  /** Minimum number of songs between two of one artist or of one album. */
  readonly window?: number;
  /** Seed of the random numbers. */
  readonly seed?: number;
}

export interface Playlist {
  readonly songs: readonly PlaylistSong[];
  readonly seconds: number;
  /** False if fewer songs fit than requested. */
  readonly complete: boolean;
}

export interface PlaylistSong {
  readonly entry: Entry;
  /** Words for the difference from the previous song, of the first song from the seed. */
  readonly why: readonly string[];
}

export const MAX_PLAYLIST_SONGS = 500;
export const DEFAULT_WINDOW = 5;
const MAX_SECONDS = 24 * 3600;
const MAX_SEEDS = 100;
const USUAL_SECONDS = 220;
/** Factor of the neighbours of each seed, in a large database; somewhat more than are chosen from. */
const NEAR = 7;
const MIN_NEAR = 80;
const MAX_NEAR = 2000;
/** Factor of the candidates near a station of a path, since some are left out. */
const WAY_SHARE = 1.15;
/** Factor of the candidates for a list with a direction, which few songs fit. */
const DIRECTED = 4;

/**
 * Makes a playlist: a list after seeds, a path between two songs, or, without either, songs that pass the
 * filter, in small steps. Neither a seed nor a copy of a song in the list is ever chosen, nor one of the same
 * artist and title.
 * @throws not-found for a song that is not there, bad-request for what cannot be meant.
 */
export async function makePlaylist(catalogue: Catalogue, request: PlaylistRequest): Promise<Playlist> {
  check(request);
  await catalogue.refresh();
  const space = await catalogue.space(aroundOf(request));
  const random = randomOf(request.seed ?? 1);
  const rules = new PlaylistRules(
    catalogue.library,
    space,
    request.filter ?? {},
    request.window ?? DEFAULT_WINDOW,
  );
  const { from, to, length, mix } = request;
  const placed = async (id: number) =>
    space.indices.get(id) ?? spaceIndexOf(space, await entryOf(catalogue, id));
  if (from !== undefined && to !== undefined) {
    const { places, complete } = await pathBetween(
      space,
      await placed(from),
      await placed(to),
      rules,
      length,
      random,
      mix,
    );
    return playlistOf(space, places, undefined, complete, mix);
  }
  const named = [...new Set([...(request.seeds ?? []), ...(from === undefined ? [] : [from])])];
  const seeds: number[] = [];
  for (const id of named) seeds.push(await placed(id));
  const { places, complete } = await sequenceSongs(space, seeds, rules, length, random, request);
  return playlistOf(space, places, seeds[0], complete, mix);
}

/** Selection of candidates for a request, somewhat more than needed: the rules exclude some. */
function aroundOf({
  seeds = [],
  from,
  to,
  filter,
  length,
  mix,
  energyCourse,
}: PlaylistRequest): SpaceSelection {
  const isPath = from !== undefined && to !== undefined;
  const ids = [...seeds, ...[from, to].flatMap((id) => id ?? [])];
  const wanted = 'songs' in length ? length.songs : Math.ceil(length.seconds / USUAL_SECONDS);
  if (isPath) return { ids, isPath, filter, count: Math.ceil(WAY_SHARE * choicesAtStation(wanted, mix)) };
  const each = wanted / Math.max(1, ids.length);
  const count = Math.ceil(Math.max(MIN_NEAR, NEAR * each * (mix || energyCourse ? DIRECTED : 1)));
  return { ids, filter, count: Math.min(MAX_NEAR, count) };
}

function check({ seeds = [], from, to, length, energyCourse, window = 0, seed = 1 }: PlaylistRequest): void {
  if (to !== undefined && (from === undefined || seeds.length > 0)) {
    throw new TonearmError(
      'bad-request',
      'Expected two ends of a path and no seeds besides, got something else.',
    );
  }
  if (to !== undefined && energyCourse !== undefined) {
    throw new TonearmError(
      'bad-request',
      'The energy of a path goes from that of its first song to that of its last. Leave one of its ends or the course of energy away.',
    );
  }
  if (from !== undefined && from === to) {
    throw new TonearmError('bad-request', 'Expected two different songs as ends of a path, got one.');
  }
  if (seeds.length > MAX_SEEDS) {
    throw new TonearmError('bad-request', `Expected ${MAX_SEEDS} seeds at most, got ${seeds.length}.`);
  }
  const [most, got] = 'songs' in length ? [MAX_PLAYLIST_SONGS, length.songs] : [MAX_SECONDS, length.seconds];
  const unit = 'songs' in length ? 'songs' : 'seconds';
  if (!(got >= 1 && got <= most) || ('songs' in length && !Number.isInteger(got))) {
    throw new TonearmError('bad-request', `Expected a length of 1 to ${most} ${unit}, got ${got}.`);
  }
  if (!Number.isInteger(window) || window < 0 || window > MAX_PLAYLIST_SONGS) {
    throw new TonearmError(
      'bad-request',
      `Expected a window of 0 to ${MAX_PLAYLIST_SONGS} songs, got ${window}.`,
    );
  }
  if (!Number.isInteger(seed))
    throw new TonearmError('bad-request', `Expected a whole number as seed, got ${seed}.`);
}

async function entryOf(catalogue: Catalogue, id: number): Promise<Entry> {
  const entry = await catalogue.entry(id);
  if (!entry) throw new TonearmError('not-found', `Expected a song of the library, got the number ${id}.`);
  return entry;
}

function playlistOf(
  space: SongSpace,
  places: readonly number[],
  first: number | undefined,
  complete: boolean,
  mix?: boolean,
): Playlist {
  const songs = places.map((place, i) => {
    const before = i > 0 ? places[i - 1] : first;
    const why = before === undefined ? [] : explain(space, before, place, mix ? mixWords : undefined);
    return { entry: space.songs[place], why };
  });
  const seconds = songs.reduce((sum, { entry }) => sum + entry.durationSeconds, 0);
  return { songs, seconds, complete };
}
