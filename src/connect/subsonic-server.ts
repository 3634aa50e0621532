/** Subsonic client: Navidrome, Ampache, Gonic, Supysonic and others. */
import { createHash, randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { readAnswer, readItems } from '../sources/read-answer.ts';
import type { Credentials, MediaServer, ServerItem, ServerPlaylist } from './media-server.ts';
import type { ServerConnection } from './server-connection.ts';

const PAGE = 500;
const Text = Type.Union([Type.String(), Type.Number()]);
const Song = Type.Object({
  id: Text,
  title: Type.Optional(Type.String()),
  artist: Type.Optional(Type.String()),
  album: Type.Optional(Type.String()),
  path: Type.Optional(Type.String()),
  duration: Type.Optional(Type.Number()),
});
const Named = Type.Object({ id: Text, name: Type.String() });
const Envelope = Type.Object({
  'subsonic-response': Type.Object({
    status: Type.String(),
    error: Type.Optional(Type.Object({ code: Type.Number(), message: Type.Optional(Type.String()) })),
  }),
});

type Answer = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
type Parameters = Readonly<Record<string, string | readonly string[]>>;

/** Error codes of a wrong user name or password. */
const REFUSALS = [40, 44, 50];
/** Error codes of servers that do not support token authentication. */
const NO_TOKENS = [10, 41, 42];

export class SubsonicServer implements MediaServer {
  readonly name: string;
  readonly #connection: ServerConnection;
  readonly #credentials: Credentials;
  #showsPassword = false;

  constructor(connection: ServerConnection, credentials: Credentials) {
    this.name = connection.address;
    this.#connection = connection;
    this.#credentials = credentials;
  }

  async check(): Promise<void> {
    await this.#ask('ping');
  }

  /** Lists all songs by an empty search; for servers that find nothing so, by album. */
  async *items(): AsyncIterable<readonly ServerItem[]> {
    const seen = new Set<string>();
    for (let offset = 0; ; offset += PAGE) {
      const { searchResult3 } = await this.#ask('search3', {
        query: '',
        artistCount: '0',
        albumCount: '0',
        songCount: String(PAGE),
        songOffset: String(offset),
      });
      const page = fresh(this.#itemsIn(searchResult3?.song), seen);
      // A server that does not turn pages tells the same ones for ever.
      if (page.length === 0) break;
      yield page;
    }
    if (seen.size === 0) yield* this.#itemsOfAlbums(seen);
  }

  async playlists(): Promise<readonly ServerPlaylist[]> {
    const { playlists } = await this.#ask('getPlaylists');
    const named = readItems(Named, listOf(playlists?.playlist), this.name);
    return named.map(({ id, name }) => ({ id: String(id), title: name }));
  }

  async playlistItems(id: string): Promise<readonly string[]> {
    const { playlist } = await this.#ask('getPlaylist', { id });
    return this.#itemsIn(playlist?.entry).map((item) => item.id);
  }

  async createPlaylist(title: string, items: readonly string[]): Promise<string> {
    const before = new Set((await this.playlists()).map(({ id }) => id));
    const { playlist } = await this.#ask('createPlaylist', { name: title, songId: items });
    if (playlist?.id !== undefined) return String(playlist.id);
    // Before version 1.14 servers do not say which it is.
    const made = (await this.playlists()).find(({ id, title: named }) => named === title && !before.has(id));
    if (made) return made.id;
    throw this.#connection.failure(`did not make the playlist ${JSON.stringify(title)}.`);
  }

  async replacePlaylist(id: string, title: string, items: readonly string[]): Promise<void> {
    await this.#ask('createPlaylist', { playlistId: id, name: title, songId: items });
  }

  async *#itemsOfAlbums(seen: Set<string>): AsyncIterable<readonly ServerItem[]> {
    const albums = new Set<string>();
    for (let offset = 0; ; offset += PAGE) {
      const { albumList2 } = await this.#ask('getAlbumList2', {
        type: 'alphabeticalByName',
        size: String(PAGE),
        offset: String(offset),
      });
      const page = fresh(
        readItems(Named, listOf(albumList2?.album), this.name).map(({ id }) => ({ id: String(id) })),
        albums,
      );
      if (page.length === 0) return;
      for (const { id } of page) {
        const { album } = await this.#ask('getAlbum', { id });
        yield fresh(this.#itemsIn(album?.song), seen);
      }
    }
  }

  #itemsIn(songs: unknown): ServerItem[] {
    return readItems(Song, listOf(songs), this.name).map(
      ({ id, path, title = '', artist = '', album = '', duration = 0 }) => ({
        id: String(id),
        path,
        title,
        artist,
        album,
        seconds: duration,
      }),
    );
  }

  /** Sends a request with its parameters in the body, which servers on the way do not log. */
  async #ask(method: string, parameters: Parameters = {}): Promise<Answer> {
    const body = new URLSearchParams({ ...this.#shown(), v: '1.16.1', c: 'Tonearm', f: 'json' });
    for (const [name, value] of Object.entries(parameters)) {
      for (const each of [value].flat()) body.append(name, each);
    }
    const answer = await this.#connection.ask({ path: `/rest/${method}.view`, body });
    const { 'subsonic-response': inside } = readAnswer(Envelope, answer, this.name);
    if (inside.status === 'ok') return inside as unknown as Answer;
    const { code = 0, message = 'nothing more' } = inside.error ?? {};
    if (NO_TOKENS.includes(code) && !this.#showsPassword) {
      this.#showsPassword = true;
      return this.#ask(method, parameters);
    }
    throw REFUSALS.includes(code)
      ? this.#connection.failure(`refuses who asks (${message}). Check the user name and the password.`)
      : this.#connection.failure(`says to ${method}: ${message}`);
  }

  /** Authentication parameters: a salted digest; for servers too old for it the password, in hex. */
  #shown(): Record<string, string> {
    const { user, secret } = this.#credentials;
    if (this.#showsPassword) return { u: user, p: `enc:${Buffer.from(secret).toString('hex')}` };
    const salt = randomBytes(9).toString('hex');
    return { u: user, t: createHash('md5').update(`${secret}${salt}`).digest('hex'), s: salt };
  }
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : [value].flat();
}

function fresh<Item extends { readonly id: string }>(items: readonly Item[], seen: Set<string>): Item[] {
  return items.filter(({ id }) => !seen.has(id) && seen.add(id));
}
