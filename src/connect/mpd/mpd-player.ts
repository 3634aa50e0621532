/** MPD's database and player, in our types. */
import type { ServerItem } from '../media-server.ts';
import type { MpdConnection, MpdPair } from './mpd-connection.ts';

export interface Queue {
  /** Paths of the queue's songs, below MPD's music folder. */
  readonly paths: readonly string[];
  /** Queue position of the current song; -1 without one. */
  readonly position: number;
  readonly plays: boolean;
}

/** Songs per request: one answer with all songs would be more than MPD sends at once. */
const PAGE = 2000;

export class MpdPlayer {
  readonly #connection: MpdConnection;

  constructor(connection: MpdConnection) {
    this.#connection = connection;
  }

  /** All songs of its database; the id of each is its path. */
  async *items(): AsyncIterable<readonly ServerItem[]> {
    for (let from = 0; ; from += PAGE) {
      const pairs = await this.#connection.ask('search', 'file', '', 'window', `${from}:${from + PAGE}`);
      const items = songsIn(pairs);
      yield items;
      if (items.length < PAGE) return;
    }
  }

  async queue(): Promise<Queue> {
    const status = new Map(await this.#connection.ask('status'));
    const songs = songsIn(await this.#connection.ask('playlistinfo'));
    return {
      paths: songs.map(({ id }) => id),
      position: Number(status.get('song') ?? -1),
      plays: status.get('state') === 'play',
    };
  }

  /** Appends songs to the queue. */
  async add(paths: readonly string[]): Promise<void> {
    for (const path of paths) await this.#connection.ask('add', path);
  }

  /** @param position of a song in the queue */
  async play(position: number): Promise<void> {
    await this.#connection.ask('play', String(position));
  }

  /** Waits until another song plays or the queue changes. */
  changed(signal: AbortSignal): Promise<void> {
    return this.#connection.idle(['player', 'playlist'], signal);
  }
}

function songsIn(pairs: readonly MpdPair[]): ServerItem[] {
  const songs: Map<string, string>[] = [];
  for (const [name, value] of pairs) {
    if (name === 'file') songs.push(new Map());
    songs.at(-1)?.set(name, value);
  }
  return songs.map((song) => ({
    id: song.get('file')!,
    path: song.get('file'),
    title: song.get('Title') ?? '',
    artist: song.get('Artist') ?? '',
    album: song.get('Album') ?? '',
    seconds: Number(song.get('duration') ?? song.get('Time') ?? 0),
  }));
}
