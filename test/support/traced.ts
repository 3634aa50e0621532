/** Programs under strace: what they wrote and whom they called, native code of their dependencies included. Linux. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Traced {
  readonly code: number | null;
  readonly output: string;
  /** Every file or folder that was made or opened for writing. */
  readonly written: readonly string[];
  /** Every attempt to reach another program over a socket, a name server included. */
  readonly calls: readonly string[];
}

const SYSTEM_CALLS = 'connect,sendto,sendmsg,sendmmsg,open,openat,openat2,creat,mkdir,mkdirat';

/** True where strace is here and may be used. */
export const CAN_TRACE =
  process.platform === 'linux' && spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

/**
 * Runs a script of Node below `folder`, whose `home` and `tmp` are its only home and temporary folders, and `work` its
 * current one.
 */
export async function trace(
  folder: string,
  args: readonly string[],
  onStart?: (child: ChildProcess) => Promise<void>,
): Promise<Traced> {
  const place = (name: string) => join(folder, name);
  for (const name of ['home', 'tmp', 'work']) mkdirSync(place(name), { recursive: true });
  // strace stops the process only at the calls that it traces.
  const quick = ['-f', '--seccomp-bpf', '-e', `trace=${SYSTEM_CALLS}`];
  const options = [...quick, '-qq', '-y', '-s', '4096', '-o', place('trace')];
  const child = spawn('strace', [...options, process.execPath, ...args], {
    cwd: place('work'),
    // strace cannot see work that goes through io_uring, so it is off.
    env: { PATH: process.env.PATH, HOME: place('home'), TMPDIR: place('tmp'), UV_USE_IO_URING: '0' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const ended = new Promise<number | null>((done) => child.on('close', done));
  await onStart?.(child);
  const code = await ended;
  const lines = readFileSync(place('trace'), 'utf8').split('\n');
  return { code, output, written: lines.flatMap(writtenBy(place('work'))), calls: lines.filter(isCall) };
}

function writtenBy(work: string): (line: string) => string[] {
  return (line) => {
    const match = /\b(open\w*|creat|mkdir\w*)\((?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"([^"]*)"(.*)/.exec(line);
    if (!match || / = -1 /.test(line)) return [];
    const [, call, below, path, rest] = match;
    const writes = !call.startsWith('open') || /O_WRONLY|O_RDWR|O_CREAT/.test(rest);
    return writes ? [resolve(below ?? work, path)] : [];
  };
}

/** Processes and threads of one program talk over sockets without an address; the kernel is asked over netlink. */
function isCall(line: string): boolean {
  return /\b(connect|send\w+)\(/.test(line) && /sa_family=AF_(?!NETLINK|UNSPEC)/.test(line);
}
