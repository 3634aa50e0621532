import { spawn } from 'node:child_process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { startServer } from '../../server/start.ts';
import { readSettings } from '../../sources/settings.ts';

interface Options {
  port: number;
  host: string;
  open?: boolean;
  sources?: string;
  token?: string;
  openToAll?: boolean;
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('serve the page and the HTTP API')
    .option('--port <n>', 'port to listen on; 0 lets the system choose', portNumber, 8080)
    .option('--host <address>', 'address to listen on; the default is this machine alone', '127.0.0.1')
    .option('--open', 'open the page in the browser')
    .addOption(
      new Option('--token <text>', 'what other machines must show; default beyond this machine: a new one')
        .env('TONEARM_TOKEN')
        .conflicts('openToAll'),
    )
    .option('--open-to-all', 'answer other machines without a token')
    .option('--sources <file>', 'settings of sources; default: the file that TONEARM_SOURCES names')
    .action(async ({ port, host, open, sources: path, token, openToAll }: Options) => {
      const sources = await readSettings(path);
      const server = await startServer({ port, host, sources, access: { token, openToAll } });
      if (open) openPage(server.url);
      await server.closed;
    });
}

/** Best effort: where there is no desktop, the printed address has to do. */
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

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('Expected a port from 0 to 65535.');
  return port;
}
