import { spawn } from 'node:child_process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { TonearmError } from '../../errors.ts';
import { shownPlace } from '../../library/store/place.ts';
import type { LibraryOptions } from '../../server/library/library-service.ts';
import { parseTime } from '../../server/library/next-time.ts';
import { LOG_LEVELS, type LogLevel } from '../../server/logging.ts';
import { startServer } from '../../server/start.ts';
import { readSettings } from '../../sources/settings.ts';
import { withConfigurationOptions } from '../configuration.ts';
import { type FolderOptions, withFolderOptions } from '../folder-options.ts';
import { DEFAULT_LIBRARY } from '../library.ts';
import { portNumber } from '../port-number.ts';

interface Options extends FolderOptions {
  readonly port: number;
  readonly host: string;
  readonly open?: boolean;
  readonly sources?: string;
  readonly token?: string;
  readonly openToAll?: boolean;
  readonly trustProxy?: string;
  readonly library?: string;
  readonly writable?: boolean;
  readonly watch: boolean;
  readonly scanAt?: string;
  readonly logLevel: LogLevel;
}

export function serveCommand(): Command {
  return withConfigurationOptions(withFolderOptions(new Command('serve')))
    .description('serve the page and the HTTP API')
    .argument('[folders...]', 'where your songs are: they become the library of the page')
    .option('--port <n>', 'port to listen on; 0 lets the system choose', portNumber, 8080)
    .option('--host <address>', 'address to listen on; the default is this machine alone', '127.0.0.1')
    .option(
      '--library <place>',
      `where the library of these folders is kept: a file, or postgres://... (default: "${shownPlace(DEFAULT_LIBRARY)}")`,
    )
    .option('--writable', 'let genres be written into the tags of these songs')
    .option('--no-watch', 'do not hear by itself what is new and what changes below these folders')
    .option('--scan-at <time>', 'look through all folders every day, as in 03:30', timeOfDay)
    .option('--open', 'open the page in the browser')
    .addOption(
      new Option(
        '--token <text>',
        'what other machines must show; default beyond this machine: a new one',
      ).conflicts('openToAll'),
    )
    .option('--open-to-all', 'answer other machines without a token')
    .addOption(
      new Option(
        '--trust-proxy <addresses>',
        'proxies before this server, by address: the clients that they name are told apart',
      ),
    )
    .addOption(
      new Option('--log-level <level>', 'what is logged to the standard error, a JSON object a line')
        .choices(LOG_LEVELS)
        .default('warn'),
    )
    .option('--sources <file>', 'settings of sources; default: the file that TONEARM_SOURCES names')
    .action(async (folders: string[], { open, sources: path, token, openToAll, ...options }: Options) => {
      const library = libraryOf(folders, options);
      const sources = await readSettings(path);
      const { port, host, trustProxy, logLevel } = options;
      const access = { token, openToAll };
      const server = await startServer({ port, host, trustProxy, logLevel, sources, library, access });
      if (open) openPage(server.url);
      await server.closed;
    });
}

/** @throws bad-request for a library without folders: it is told, read and written within them alone. */
function libraryOf(folders: string[], options: Options): LibraryOptions | undefined {
  const { library, writable, scanAt, watch, exclude, includeHidden } = options;
  const file = library ?? DEFAULT_LIBRARY;
  const upkeep = { watch, scanAt: scanAt === undefined ? undefined : parseTime(scanAt) };
  if (folders.length > 0) return { file, folders, writable, exclude, includeHidden, ...upkeep };
  if (library === undefined && !writable && scanAt === undefined) return undefined;
  throw new TonearmError(
    'bad-request',
    'Expected the folders of the library too, got none: as in "tonearm serve --library FILE ~/Music".',
  );
}

/** Opens a browser, if there is a desktop; otherwise the printed address has to do. */
function openPage(url: string): void {
  const openers: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
    darwin: ['open', url],
    win32: ['cmd', '/c', 'start', '', url],
  };
  const [command, ...args] = openers[process.platform] ?? ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

function timeOfDay(text: string): string {
  const time = parseTime(text);
  if (time === undefined) throw new InvalidArgumentError('Expected a time from 00:00 to 23:59.');
  return time.text;
}
