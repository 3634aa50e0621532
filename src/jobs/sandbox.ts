/** Sandbox of the workers, which decode untrusted files. */
import { Socket as DatagramSocket } from 'node:dgram';
import dns from 'node:dns';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { Server, Socket } from 'node:net';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface FileAccess {
  /** Files and folders that tasks may read besides the program itself. Default: all. */
  readonly readable?: readonly string[];
  /** Files and folders that tasks may write. Default: none. */
  readonly writable?: readonly string[];
}

/** Environment variables that a worker inherits: those that programs need to start. Tokens stay out. */
const KEPT = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP', 'TZ', 'LD_LIBRARY_PATH', 'NODE_OPTIONS'];
const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));

export function workerEnvironment(): Record<string, string> {
  const entries = KEPT.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/**
 * Node options of a worker with this access: no child processes, and only these files; no network from Node
 * 25 on. None from source (tests, development): the loader of TypeScript starts processes.
 */
export function sandboxOptions(entry: URL, { readable, writable = [] }: FileAccess): string[] {
  const flags = process.allowedNodeEnvironmentFlags;
  if (entry.pathname.endsWith('.ts') || !flags.has('--allow-addons')) return [];
  // The experimental model of Node 20 ends the process on many a list of paths.
  const takesPaths = flags.has('--permission');
  const program = programFolder();
  const reads = takesPaths &&
    readable &&
    program && [fileURLToPath(entry), program, ...readable, ...writable];
  const writes = takesPaths || writable.length === 0 ? writable : undefined;
  return [
    takesPaths ? '--permission' : '--experimental-permission',
    // ONNX Runtime is an addon; a thread watches for the end of the parent.
    '--allow-addons',
    '--allow-worker',
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
    ...allow('read', reads || undefined),
    ...allow('write', writes),
  ];
}

/** Removes network access from this process; before Node 25 only for its JavaScript. */
export function denyNetwork(): void {
  const refuse = () => {
    throw new Error('A worker has no network.');
  };
  Socket.prototype.connect = refuse;
  Server.prototype.listen = refuse;
  DatagramSocket.prototype.bind = refuse;
  Object.assign(dns, { lookup: refuse, resolve: refuse });
  Object.assign(dns.promises, { lookup: refuse, resolve: refuse });
  syncBuiltinESMExports();
}

function allow(what: 'read' | 'write', paths: readonly string[] | undefined): string[] {
  const patterns = paths?.map((path) => resolve(path)).flatMap((path) => [path, join(path, '*')]) ?? ['*'];
  return patterns.map((pattern) => `--allow-fs-${what}=${pattern}`);
}

/** Folder of this package and all that it imports; undefined if they are apart. */
function programFolder(): string | undefined {
  const [beforeModules] = PACKAGE.split(`${sep}node_modules${sep}`);
  const codec = createRequire(import.meta.url).resolve('mpg123-decoder');
  return codec.startsWith(join(beforeModules, sep)) ? beforeModules : undefined;
}
