/** Jellyfin client, with an API key (Dashboard, API keys). */
import { type Static, Type } from 'typebox';
import { readAnswer, readItems } from '../sources/read-answer.ts';
import type { Credentials, MediaServer, ServerItem, ServerPlaylist } from './media-server.ts';
import type { ServerConnection, ServerRequest } from './server-connection.ts';

const PAGE = 1000;
const TICKS = 1e7;
const Page = Type.Object({ Items: Type.Array(Type.Unknown()) });
const Named = Type.Object({ Id: Type.String(), Name: Type.String() });
const Audio = Type.Object({
  Id: Type.String(),
  Name: Type.Optional(Type.String()),
  Path: Type.Optional(Type.String()),
  Album: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  AlbumArtist: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  Artists: Type.Optional(Type.Array(Type.String())),
  RunTimeTicks: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
});
const Made = Type.Object({ Id: Type.String() });

export class JellyfinServer implements MediaServer {
  readonly name: string;
  readonly #connection: ServerConnection;
  readonly #credentials: Credentials;
  #userId: Promise<string> | undefined;

  constructor(connection: ServerConnection, credentials: Credentials) {
    this.name = connection.address;
    this.#connection = connection;
    this.#credentials = credentials;
  }

  async check(): Promise<void> {
    await this.#user();
  }

  async *items(): AsyncIterable<readonly ServerItem[]> {
    const query = {
      IncludeItemTypes: 'Audio',
      Recursive: 'true',
      Fields: 'Path',
      SortBy: 'DateCreated,SortName',
    };
    const seen = new Set<string>();
    for (let start = 0; ; start += PAGE) {
      const page = await this.#page('/Items', { ...query, StartIndex: String(start), Limit: String(PAGE) });
      const items = readItems(Audio, page, this.name).filter(({ Id }) => !seen.has(Id) && seen.add(Id));
      if (items.length === 0) return;
      yield items.map(itemOf);
    }
  }

  async playlists(): Promise<readonly ServerPlaylist[]> {
    const page = await this.#page('/Items', {
      IncludeItemTypes: 'Playlist',
      Recursive: 'true',
      userId: await this.#user(),
    });
    return readItems(Named, page, this.name).map(({ Id, Name }) => ({ id: Id, title: Name }));
  }

  async playlistItems(id: string): Promise<readonly string[]> {
    const page = await this.#page(`/Playlists/${encodeURIComponent(id)}/Items`, {
      userId: await this.#user(),
    });
    return readItems(Made, page, this.name).map(({ Id }) => Id);
  }

  async createPlaylist(title: string, items: readonly string[]): Promise<string> {
    const body = { Name: title, Ids: items, UserId: await this.#user(), MediaType: 'Audio' };
    return readAnswer(Made, await this.#ask({ path: '/Playlists', body }), this.name).Id;
  }

  async replacePlaylist(id: string, title: string, items: readonly string[]): Promise<void> {
    await this.#ask({ path: `/Playlists/${encodeURIComponent(id)}`, body: { Name: title, Ids: items } });
  }

  /** Id of the user that owns the playlists. @throws source-failed for an unknown name */
  #user(): Promise<string> {
    this.#userId ??= this.#findUser().catch((error) => {
      this.#userId = undefined;
      throw error;
    });
    return this.#userId;
  }

  async #findUser(): Promise<string> {
    const users = readAnswer(Type.Array(Named), await this.#ask({ path: '/Users' }), this.name);
    const name = this.#credentials.user.toLowerCase();
    const found = users.find(({ Name }) => Name.toLowerCase() === name);
    if (found) return found.Id;
    throw this.#connection.failure(`has no user ${JSON.stringify(this.#credentials.user)}.`);
  }

  async #page(path: string, query: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
    return readAnswer(Page, await this.#ask({ path, query }), this.name).Items;
  }

  #ask(question: ServerRequest): Promise<unknown> {
    const authorization = `MediaBrowser Client="Tonearm", Device="Tonearm", DeviceId="tonearm", Version="1", Token="${encodeURIComponent(this.#credentials.secret)}"`;
    return this.#connection.ask({ ...question, headers: { authorization } });
  }
}

function itemOf({
  Id,
  Name = '',
  Path,
  Album,
  AlbumArtist,
  Artists,
  RunTimeTicks,
}: Static<typeof Audio>): ServerItem {
  return {
    id: Id,
    path: Path,
    title: Name,
    artist: Artists?.[0] ?? AlbumArtist ?? '',
    album: Album ?? '',
    seconds: (RunTimeTicks ?? 0) / TICKS,
  };
}
