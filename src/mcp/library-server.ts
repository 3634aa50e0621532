/** MCP server of a library: search, description, similar songs and playlists as tools. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { reportError } from '../errors.ts';
import { browse } from '../library/catalogue/browse.ts';
import type { Catalogue } from '../library/catalogue/catalogue.ts';
import { findSong } from '../library/catalogue/find-song.ts';
import { playlistFile } from '../library/playlist-files/playlist-file.ts';
import { MAX_PLAYLIST_SONGS, makePlaylist, type Playlist } from '../library/playlists/playlist.ts';
import { explain, nearest, spaceIndexOf } from '../library/similarity/similarity.ts';
import type { Entry } from '../library/songs/entry.ts';
import { songsOf } from '../library/songs/songs.ts';

export interface LibraryServerOptions {
  readonly version: string;
  /** Folder in which playlists may be stored. Default: none may. */
  readonly playlistFolder?: string;
}

const MAX_LISTED = 100;
const SONG = z
  .string()
  .min(1)
  .max(1000)
  .describe('its file, words of its title, or its number in the library');
const COUNT = z.int().min(1).max(MAX_LISTED).default(10);
const FILTER = {
  genres: z.array(z.string().max(100)).max(20).optional().describe('any of these'),
  artist: z.string().max(300).optional(),
  beatsPerMinuteMin: z.number().optional(),
  beatsPerMinuteMax: z.number().optional(),
  sure: z.boolean().optional().describe('only songs whose genre is claimed, not guessed'),
};
const PLAYLIST = {
  like: z.array(SONG).max(20).optional().describe('songs that it shall sound like; they are not in it'),
  from: SONG.optional().describe('the first song of a way in small steps; needs "to"'),
  to: SONG.optional().describe('its last song'),
  songs: z.int().min(1).max(MAX_PLAYLIST_SONGS).default(25).describe('how many'),
  ...FILTER,
};
/** Valid file name in every file system, and no path. */
const FILE_NAME = /^[\p{L}\p{N}][\p{L}\p{N} _().,'-]{0,79}$/u;
const READS = { readOnlyHint: true, openWorldHint: false };

type PlaylistArguments = z.infer<z.ZodObject<typeof PLAYLIST>>;

/** Serves on standard input and output until the client disconnects. */
export async function serveOnStandardInput(server: McpServer): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once('end', resolve);
  });
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
}

/**
 * Creates an MCP server, not yet connected. It reads the library, and writes playlist files only into a named
 * folder.
 */
export function createLibraryServer(
  catalogue: Catalogue,
  { version, playlistFolder }: LibraryServerOptions,
): McpServer {
  const server = new McpServer({ name: 'tonearm', version });
  addReadingTools(server, catalogue);
  if (playlistFolder !== undefined) addPlaylistFiles(server, catalogue, playlistFolder);
  return server;
}

function addReadingTools(server: McpServer, catalogue: Catalogue): void {
  server.registerTool(
    'library_summary',
    { description: 'How many songs the library has, of which genres.', inputSchema: {}, annotations: READS },
    () => answer(async () => ({ ...(await refreshed(catalogue, (fresh) => fresh.summary())) })),
  );
  server.registerTool(
    'search_songs',
    {
      description: 'Songs by words of title, artist, album or file, genre, artist and tempo.',
      inputSchema: { text: z.string().max(300).optional(), ...FILTER, count: COUNT },
      annotations: READS,
    },
    ({ count, ...query }) =>
      answer(async () => {
        const { total, songs } = await browse(catalogue, { ...query, limit: count });
        return { total, songs: songs.map(brief) };
      }),
  );
  server.registerTool(
    'describe_song',
    {
      description:
        'All that is known of a song: genre and confidences, tempo, key, mood, energy, tags, file.',
      inputSchema: { song: SONG },
      annotations: READS,
    },
    ({ song }) =>
      answer(async () => {
        const [described] = await songsOf(catalogue.library, [await found(catalogue, song)]);
        return { song: described };
      }),
  );
  server.registerTool(
    'similar_songs',
    {
      description: 'Songs that sound like a song, nearest first, and how they differ from it.',
      inputSchema: { song: SONG, count: COUNT },
      annotations: READS,
    },
    ({ song, count }) => answer(() => similarTo(catalogue, song, count)),
  );
  server.registerTool(
    'make_playlist',
    {
      description:
        'Songs that go well one after another: like some songs, from one to another, or by genre and tempo.',
      inputSchema: PLAYLIST,
      annotations: READS,
    },
    (wanted) =>
      answer(async () => {
        const { songs, seconds, complete } = await playlistOf(catalogue, wanted);
        return { seconds, complete, songs: songs.map(({ entry, why }) => ({ ...brief(entry), why })) };
      }),
  );
}

function addPlaylistFiles(server: McpServer, catalogue: Catalogue, folder: string): void {
  server.registerTool(
    'save_playlist',
    {
      description:
        'Makes a playlist and keeps it as an M3U8 file. A file that is there is never written over.',
      inputSchema: { name: z.string().regex(FILE_NAME), ...PLAYLIST },
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
    },
    ({ name, ...wanted }) =>
      answer(async () => {
        const { songs } = await playlistOf(catalogue, wanted);
        const entries = songs.map(({ entry }) => entry);
        const { text } = playlistFile('m3u8', name, entries, folder);
        const file = join(folder, `${name}.m3u8`);
        await writeFile(file, text, { flag: 'wx' });
        return { file, songs: songs.length };
      }),
  );
}

async function similarTo(catalogue: Catalogue, song: string, count: number): Promise<object> {
  const entry = await found(catalogue, song);
  const space = await catalogue.space({ ids: [entry.id], count });
  const place = spaceIndexOf(space, entry);
  const songs = nearest(space, place, count).map(({ index, distance }) => {
    return { ...brief(space.songs[index]), distance, why: explain(space, place, index) };
  });
  return { to: brief(entry), songs };
}

async function playlistOf(
  catalogue: Catalogue,
  { like = [], from, to, songs, ...filter }: PlaylistArguments,
): Promise<Playlist> {
  const idOf = async (song: string) => (await found(catalogue, song)).id;
  const seeds: number[] = [];
  for (const song of like) seeds.push(await idOf(song));
  const ends = { from: from && (await idOf(from)), to: to && (await idOf(to)) };
  const start = from === undefined && to === undefined ? { seeds } : (ends as { from?: number; to?: number });
  return makePlaylist(catalogue, { ...start, filter, length: { songs } });
}

function found(catalogue: Catalogue, song: string): Promise<Entry> {
  return refreshed(catalogue, () => findSong(catalogue, song));
}

/** Reads from the catalogue after a refresh, with other programs' changes. */
async function refreshed<T>(catalogue: Catalogue, read: (catalogue: Catalogue) => T): Promise<Awaited<T>> {
  await catalogue.refresh();
  return await read(catalogue);
}

/** Short form of a song, which names it. */
function brief({ id, path, title, artist, genre, unsure, outside, beatsPerMinute }: Brief): object {
  return { id, file: path, title, artist, genre: outside ? null : genre, unsure, outside, beatsPerMinute };
}

type Brief = Pick<
  Entry,
  'id' | 'path' | 'title' | 'artist' | 'genre' | 'unsure' | 'outside' | 'beatsPerMinute'
>;

/** Result of a tool; an error becomes one, too, without internals. */
async function answer(work: () => Promise<object>): Promise<CallToolResult> {
  try {
    const value = await work();
    return { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: { ...value } };
  } catch (error) {
    const { code, message } = reportError(error);
    const text =
      (error as NodeJS.ErrnoException).code === 'EEXIST'
        ? 'A playlist of this name is there already.'
        : message;
    return { isError: true, content: [{ type: 'text', text: `${text} [${code}]` }] };
  }
}
