import { readFile } from 'node:fs/promises';
import { Argument, Command } from 'commander';
import { type MediaServer, SERVER_KINDS, type ServerKind } from '../../connect/media-server.ts';
import { openServer } from '../../connect/open-server.ts';
import { type Sending, type SentPlaylist, sendPlaylists } from '../../connect/sent-playlists.ts';
import { SongMap } from '../../connect/song-map.ts';
import { reportError, TonearmError } from '../../errors.ts';
import type { Catalogue } from '../../library/catalogue/catalogue.ts';
import { openCatalogue } from '../../library/catalogue/open-catalogue.ts';
import { keptPlaylists } from '../../library/playlists/kept-playlists.ts';
import { keptSongsIfAny } from '../../library/playlists/kept-songs.ts';
import { pathBeside } from '../../library/store/place.ts';
import { generateToken } from '../../server/access/token-verifier.ts';
import { createSidecar } from '../../server/sidecar/sidecar.ts';
import { endSignal, sleepUnlessAborted } from '../end-signal.ts';
import { libraryOption, note, withLibrary } from '../library.ts';
import { portNumber } from '../port-number.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly user?: string;
  readonly secretFile?: string;
  readonly library: string;
  readonly playlists?: boolean;
  readonly once?: boolean;
  readonly every: number;
  readonly port: number;
  readonly host: string;
  readonly token?: string;
}

/** Environment variable of the password or key, unless a file is named: a command line is readable by everybody. */
const SECRET_VARIABLE = 'TONEARM_CONNECT_SECRET';
const MINUTE_MS = 60_000;

export function connectCommand(exit: (code: number) => void): Command {
  return new Command('connect')
    .description('similar songs and playlists for a server of music that you already have')
    .addArgument(
      new Argument('<kind>', 'what it is; Ampache, Gonic and others speak subsonic').choices(SERVER_KINDS),
    )
    .argument('<url>', 'its address, as in http://nas:4533')
    .option('--user <name>', 'who you are there')
    .option(
      '--secret-file <file>',
      `holds the password, or the API key of Jellyfin; default: ${SECRET_VARIABLE}`,
    )
    .addOption(libraryOption())
    .option('--playlists', 'send the playlists that are kept in the library; none is ever deleted there')
    .option('--once', 'look, send, and end')
    .option('--every <minutes>', 'look for what is new there', wholeNumber, 15)
    .option('--port <n>', 'where plugins of that server ask; 0 lets the system choose', portNumber, 8000)
    .option('--host <address>', 'address to listen on; the default is this machine alone', '127.0.0.1')
    .option('--token <text>', 'what plugins must show; default: a new one')
    .action(async (kind: ServerKind, url: string, options: Options) => exit(await run(kind, url, options)));
}

async function run(kind: ServerKind, url: string, options: Options): Promise<number> {
  const server = openServer(kind, url, await credentialsOf(options));
  return withLibrary(options.library, async (library) => {
    const catalogue = await openCatalogue(library);
    const map = new SongMap(server, catalogue);
    await server.check();
    await look(server, map, catalogue, options);
    return options.once ? 0 : stay(server, map, catalogue, options);
  });
}

async function look(
  server: MediaServer,
  map: SongMap,
  catalogue: Catalogue,
  options: Options,
): Promise<void> {
  await map.refresh();
  const { items, mapped } = map.state;
  note(`${server.name} has ${items} songs; ${mapped} of them are in the library.`);
  if (!options.playlists) return;
  const kept: SentPlaylist[] = [];
  for (const playlist of await keptPlaylists(catalogue.library)) {
    const { id, title } = playlist;
    const songs = await keptSongsIfAny(catalogue, playlist);
    if (songs) kept.push({ id, title, songs: songs.map((song) => song.id) });
    else note(`${JSON.stringify(title)}: left, its rule needs a song that is gone.`);
  }
  const sendings = await sendPlaylists(server, map, kept, `${pathBeside(options.library)}.servers.json`);
  for (const sending of sendings) note(lineOf(sending));
}

function lineOf({ title, outcome, sent, missing }: Sending): string {
  const name = JSON.stringify(title);
  const lacks = missing > 0 ? `; ${missing} songs are not on the server` : '';
  if (outcome === 'empty') return `${name}: none of its songs is on the server, so it was left.`;
  if (outcome === 'deleted there') return `${name}: it was deleted on the server, and is not made again.`;
  return `${name}: ${outcome}, ${sent} songs${lacks}.`;
}

/** Serves plugins until a signal; errors of the server are reported, and retried. */
async function stay(
  server: MediaServer,
  map: SongMap,
  catalogue: Catalogue,
  options: Options,
): Promise<number> {
  const token = options.token ?? generateToken();
  const sidecar = await createSidecar({ catalogue, map, token });
  const { port, host } = options;
  const url = await sidecar.listen({ port, host }).catch((error: NodeJS.ErrnoException) => {
    throw new TonearmError(
      'bad-request',
      `Port ${port} of ${host} cannot be had (${error.code}). Choose another with --port.`,
    );
  });
  process.stdout.write(`Plugins ask at ${url}\n`);
  if (options.token === undefined) process.stdout.write(`with the token ${token}\n`);
  const ended = endSignal();
  while (!ended.aborted) {
    await sleepUnlessAborted(ended, options.every * MINUTE_MS);
    if (ended.aborted) break;
    await look(server, map, catalogue, options).catch((error) => note(reportError(error).message));
  }
  await sidecar.close();
  return 0;
}

/** @throws bad-request without both */
async function credentialsOf({ user, secretFile }: Options) {
  const secret =
    secretFile === undefined ? process.env[SECRET_VARIABLE] : (await secretIn(secretFile)).trim();
  if (user !== undefined && secret) return { user, secret };
  throw new TonearmError(
    'bad-request',
    `Expected --user, and the password or key in ${SECRET_VARIABLE} or in the file --secret-file, got one without the other.`,
  );
}

async function secretIn(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new TonearmError(
      'bad-request',
      `Expected a password or key in ${JSON.stringify(path)}, got: ${error.code}.`,
    );
  });
}
