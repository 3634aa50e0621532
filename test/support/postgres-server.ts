/** A PostgreSQL of a test's own: Debian's or whatever is installed, in a folder that goes with it. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { removeFolder } from './remove-folder.ts';

export interface PostgresServer {
  /** Address of an empty database. */
  readonly url: string;
  readonly port: number;
  /** Ends it at once, as a power cut would; what it kept stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Ends it and removes all of it. */
  stop(): Promise<void>;
}

const DEBIAN = '/usr/lib/postgresql';
const READY = /database system is ready to accept connections/;
/** A test's data need not survive the machine. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '64MB',
  max_connections: '200',
};

/** Folder of the server's programs: of the newest, or that which TONEARM_TEST_POSTGRES names; undefined where there is none. */
export function postgresPrograms(): string | undefined {
  if (process.env.TONEARM_TEST_POSTGRES) return process.env.TONEARM_TEST_POSTGRES;
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : [];
  const folders = [...debian.sort().reverse(), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/**
 * @param more settings of its own, in place of those for tests
 * @param parent folder that its own is made in
 */
export async function startPostgres(
  programs: string,
  more: Readonly<Record<string, string>> = {},
  parent = tmpdir(),
): Promise<PostgresServer> {
  const folder = mkdtempSync(join(parent, 'tonearm-postgres-'));
  const user = unprivileged();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const arguments_ = ['-D', data, '-U', 'tonearm', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
  const made = spawnSync(join(programs, 'initdb'), arguments_, { ...user, cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error}`);
  const port = await freePort();
  let ended = Promise.resolve();
  let child: ReturnType<typeof spawn> | undefined;
  const start = async () => {
    const settings = {
      ...SETTINGS,
      ...more,
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: folder,
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    child = spawn(join(programs, 'postgres'), ['-D', data, ...options], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    ended = new Promise((resolve) => child!.once('exit', () => resolve()));
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child!.stderr!.on('data', (bytes) => {
        said += bytes;
        if (READY.test(said)) resolve();
      });
      child!.once('exit', () => reject(new Error(`postgres ended: ${said}`)));
    });
    child.stderr!.removeAllListeners('data').resume();
  };
  const end = async (signal: NodeJS.Signals) => {
    child?.kill(signal);
    await ended;
    // Child processes end a moment later.
    if (signal === 'SIGKILL') await pause(200);
  };
  await start();
  return {
    url: `postgres://tonearm@127.0.0.1:${port}/postgres`,
    port,
    start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGQUIT');
      await removeFolder(folder);
    },
  };
}

/** User and group of the server: it refuses to run as root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error(
    'Expected a user for PostgreSQL, which does not run as root: neither postgres nor nobody is there.',
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
