import { hasCode, TonearmError } from '../errors.ts';
import { Cache } from './cache.ts';
import { type Egress, openEgress } from './egress.ts';
import { pageLinkOf, refusalOf } from './page-links.ts';
import { archive } from './providers/archive.ts';
import { deezer } from './providers/deezer.ts';
import { itunes } from './providers/itunes.ts';
import { JAMENDO_CARD, jamendo } from './providers/jamendo.ts';
import { YOUTUBE_CARD, youtube } from './providers/youtube.ts';
import { RateLimiter } from './rate-limiter.ts';
import { type FetchOptions, fetchBytes, fetchJson, fetchToFile } from './safe-fetch.ts';
import { sanitizeSong } from './sanitize-song.ts';
import type { SourceSettings } from './settings.ts';
import type { FoundSong, Source, SourceInfo, Web } from './source.ts';
import { sourceErrorMessage, withSource } from './source-error.ts';
import { withTimeout } from './timeout.ts';

/** Address of a song whose bytes are not sent. */
export type SongAddress = { url: string } | { source: string; id: string };

export interface SourceState extends SourceInfo {
  readonly on: boolean;
}

/** Outcome of a search at one source. */
export interface SourceOutcome {
  readonly source: string;
  /** Message for people; null on success. */
  readonly message: string | null;
  /** Cause, for the operator's log; undefined on success. */
  readonly error?: unknown;
}

export interface SearchAnswer {
  readonly songs: FoundSong[];
  readonly outcomes: SourceOutcome[];
}

export type FetchSongOptions = Pick<
  FetchOptions,
  'maxBytes' | 'wholeSeconds' | 'idleSeconds' | 'signal' | 'onProgress'
>;

/** Fetched song; null for a plain address. */
export interface FetchedSong {
  readonly song: FoundSong | null;
}

const API_LIMITS = { maxBytes: 2e6, wholeSeconds: 15, idleSeconds: 8 };
const PICTURE_LIMITS = { maxBytes: 500_000, wholeSeconds: 15, idleSeconds: 8 };
const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'];
const SEARCH_SECONDS = 600;

/** Enabled sources, behind their rate limits and caches. */
export class Sources {
  readonly states: readonly SourceState[];
  readonly #egress: Egress;
  readonly #urls: boolean;
  readonly #sources: ReadonlyMap<string, { source: Source; budget: RateLimiter }>;
  readonly #searches = new Cache<FoundSong[]>(500, SEARCH_SECONDS);
  /** Picture addresses of recently found songs: only these are fetched for the page. */
  readonly #pictures = new Cache<string>(5000, 6 * SEARCH_SECONDS);
  readonly #pictureBytes = new Cache<{ type: string; bytes: Buffer }>(100, 6 * SEARCH_SECONDS);

  constructor(settings: SourceSettings = {}) {
    const { off = [], origins = [], ports, endpoints = {} } = settings;
    const on = sourcesOf(settings).filter(({ info: card }) => !(off as string[]).includes(card.name));
    this.#egress = openEgress([...origins, ...Object.values(endpoints)], ports);
    this.#urls = !off.includes('url');
    this.#sources = new Map(
      on.map((source) => [source.info.name, { source, budget: new RateLimiter(source.budget) }]),
    );
    this.states = statesOf(sourcesOf(settings), this.#sources);
  }

  /** Whether plain addresses of sound files are fetched. */
  get fetchesUrls(): boolean {
    return this.#urls;
  }

  /**
   * Searches every enabled source, or the named one. A failure costs nothing but that source's songs.
   * `SOURCE:ID`, from a found song, lists the tracks of an album.
   * @throws not-found where the named source is not on, bad-request for a link to a page of a service.
   */
  async search(
    query: string,
    name?: string,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<SearchAnswer> {
    const words = query.trim().replace(/\s+/g, ' ');
    const page = pageLinkOf(words);
    if (page) throw refusalOf(page);
    const wanted = this.#albumIn(words)?.source.info.name ?? name;
    const names = wanted === undefined ? [...this.#sources.keys()] : [this.#get(wanted).source.info.name];
    const answers = await Promise.all(names.map((each) => this.#searchOne(each, words, signal)));
    return {
      songs: inTurn(answers.map(({ songs }) => songs)),
      outcomes: answers.map(({ outcome }) => outcome),
    };
  }

  /**
   * Fetches a whole song into a new file at `path`.
   * @throws bad-request (an address or id that makes no sense), not-found, busy, too-large, timed-out, source-failed.
   */
  async fetch(address: SongAddress, path: string, options: FetchSongOptions): Promise<FetchedSong> {
    if ('url' in address) {
      const page = pageLinkOf(address.url);
      if (page?.song && this.#sources.has(page.song.source)) return this.fetch(page.song, path, options);
      if (page) throw refusalOf(page);
      if (!this.#urls)
        throw new TonearmError('bad-request', 'Expected a file or a source, got a URL: those are off here.');
      await fetchToFile(address.url, path, this.#egress, options);
      return { song: null };
    }
    const { source, budget } = this.#get(address.source);
    if (!source.idPattern.test(address.id)) {
      throw new TonearmError('bad-request', `Expected an id of ${source.info.title}, got something else.`);
    }
    refuseOver(budget, source);
    const clock = withTimeout(options.wholeSeconds, options.signal);
    try {
      const web = this.#web(source, { ...options, signal: clock.signal });
      return { song: sanitizeSong(await source.fetch(address.id, path, web)) };
    } catch (error) {
      throw withSource(source.info, error);
    } finally {
      clock.stop();
    }
  }

  /**
   * Picture of a recently found song.
   * @throws not-found where there is none, and what fetching throws.
   */
  async picture(source: string, id: string, signal: AbortSignal): Promise<{ type: string; bytes: Buffer }> {
    const key = keyOf(source, id);
    const address = this.#pictures.get(key);
    if (address === undefined)
      throw new TonearmError('not-found', 'Expected a song that was found lately, got another.');
    const known = this.#pictureBytes.get(key);
    if (known) return known;
    const options = { ...PICTURE_LIMITS, signal };
    const { bytes, contentType } = await fetchBytes(address, this.#egress, options).catch(noPicture);
    if (!PICTURES.includes(contentType))
      throw new TonearmError('not-found', 'Expected a picture, got something else.');
    const picture = { type: contentType, bytes };
    this.#pictureBytes.set(key, picture);
    return picture;
  }

  async #searchOne(
    name: string,
    query: string,
    signal: AbortSignal,
  ): Promise<{ songs: FoundSong[]; outcome: SourceOutcome }> {
    const { source, budget } = this.#get(name);
    const key = keyOf(name, query.toLowerCase());
    const known = this.#searches.get(key);
    if (known) return { songs: known, outcome: { source: name, message: null } };
    const clock = withTimeout(API_LIMITS.wholeSeconds, signal);
    try {
      refuseOver(budget, source);
      const web = this.#web(source, { ...API_LIMITS, signal: clock.signal });
      const album = this.#albumIn(query);
      const found = await (album ? album.tracks(web) : source.search(query, web));
      const songs = found.map(sanitizeSong);
      this.#searches.set(key, songs);
      for (const song of songs) {
        if (song.thumbnailUrl) this.#pictures.set(keyOf(name, song.id), song.thumbnailUrl);
      }
      return { songs, outcome: { source: name, message: null } };
    } catch (error) {
      signal.throwIfAborted();
      return { songs: [], outcome: { source: name, message: sourceErrorMessage(source.info, error), error } };
    } finally {
      clock.stop();
    }
  }

  /** Album that a query names, of an enabled source. */
  #albumIn(query: string): { source: Source; tracks: (web: Web) => Promise<FoundSong[]> } | undefined {
    const [, name = '', id = ''] = /^([a-z]+):(\S+)$/.exec(query) ?? [];
    const source = this.#sources.get(name)?.source;
    if (!source?.tracks || !source.idPattern.test(id)) return undefined;
    return { source, tracks: (web) => source.tracks!(id, web) };
  }

  #get(name: string): { source: Source; budget: RateLimiter } {
    const found = this.#sources.get(name);
    if (found) return found;
    const on = [...this.#sources.keys()].join(', ') || 'none';
    throw new TonearmError('not-found', `Expected a source that is on here (${on}), got another.`);
  }

  #web({ busyStatuses }: Source, { signal, ...options }: FetchSongOptions & { signal: AbortSignal }): Web {
    const api = { ...API_LIMITS, signal, busyStatuses };
    return {
      signal,
      maxBytes: options.maxBytes,
      json: (address) => fetchJson(address, this.#egress, api),
      save: (address, path) => fetchToFile(address, path, this.#egress, { ...options, signal }),
    };
  }
}

/** Sources that the settings allow. */
function sourcesOf({ endpoints = {}, jamendo: key, youtube: tool }: SourceSettings): Source[] {
  return [
    itunes(endpoints.itunes),
    deezer(endpoints.deezer),
    archive(endpoints.archive),
    ...(key ? [jamendo(key, endpoints.jamendo)] : []),
    ...(tool ? [youtube(tool)] : []),
  ];
}

function statesOf(possible: readonly Source[], on: ReadonlyMap<string, unknown>): SourceState[] {
  const cards = [...possible.map(({ info: card }) => card), JAMENDO_CARD, YOUTUBE_CARD];
  const names = new Set(cards.map(({ name }) => name));
  return [...names].map((name) => ({ ...cards.find((card) => card.name === name)!, on: on.has(name) }));
}

function refuseOver(budget: RateLimiter, { info: card }: Source): void {
  if (!budget.take())
    throw new TonearmError('busy', `Expected fewer requests to ${card.title}: try again in a minute.`);
}

/** Translates errors of a source's picture address, which are not the client's mistake. */
function noPicture(error: unknown): never {
  throw hasCode(error, 'bad-request')
    ? new TonearmError('not-found', 'Expected a picture, got an address that is none.')
    : error;
}

function keyOf(source: string, rest: string): string {
  return `${source}\n${rest}`;
}

/** Interleaves lists: one of each, then the second of each, so that no source hides the others. */
function inTurn<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}
