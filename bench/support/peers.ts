/** The programs that others made for the same work, where they are found; bench/peers/README.md says how to get them. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isSmoke } from './arguments.ts';
import type { Run } from './contest.ts';

export const PEERS = join(import.meta.dirname, '../peers');

/** A script of Python that times what it is asked for, a name a line, until its input ends. */
export interface PythonPeer {
  /** Version of the peer's package; undefined if it did not start. */
  readonly version: string | undefined;
  /** Undefined where it did not start. */
  run(name: string): Run | undefined;
  close(): void;
}

/**
 * Starts a script of bench/peers with the Python that PYTHON names, else python3, on one thread unless it is told. A
 * smoke asks none that nobody named.
 */
export async function pythonPeer(
  script: string,
  args: readonly string[] = [],
  threads = 1,
): Promise<PythonPeer> {
  const count = String(threads);
  const limits = { OMP_NUM_THREADS: count, NUMBA_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count };
  const python = process.env.PYTHON ?? (isSmoke ? 'none' : 'python3');
  const child = spawn(python, [join(PEERS, script), ...args], {
    env: { ...process.env, ...limits },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answers = linesOf(child);
  const version = await answers();
  return {
    version,
    run: (name) => (version === undefined ? undefined : () => askFor(child, name, answers)),
    close: () => child.stdin?.end(),
  };
}

async function askFor(child: ChildProcess, name: string, answers: () => Promise<string | undefined>) {
  child.stdin?.write(`${name}\n`);
  const answer = await answers();
  if (answer === undefined) throw new Error(`Expected milliseconds of ${name}, got the end of the peer.`);
  return Number(answer);
}

/** Reader of a child's lines; undefined after the last, or if it does not start. */
function linesOf(child: ChildProcess): () => Promise<string | undefined> {
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return async () => (await lines.next()).value;
}

/** ffmpeg decoding a file to what nobody keeps; undefined where it is not installed. */
export function ffmpegDecoding(path: string, options: readonly string[] = []): Run | undefined {
  const args = ['-hide_banner', '-benchmark', '-threads', '1', '-i', path, ...options, '-f', 'null', '-'];
  const run = () => {
    const { stderr } = spawnSync('ffmpeg', args, { encoding: 'utf8' });
    const [, user, system] = /utime=([\d.]+)s stime=([\d.]+)s/.exec(stderr ?? '') ?? [];
    return 1000 * (Number(user) + Number(system));
  };
  return isInstalled('ffmpeg', '-version') ? run : undefined;
}

export function isInstalled(program: string, arg = '--version'): boolean {
  return spawnSync(program, [arg]).status === 0;
}

/** Times of bliss-rs for whole songs. */
export interface BlissTimes {
  readonly songs: number;
  readonly wallSeconds: number;
  readonly processorSeconds: number;
}

const BLISS = join(PEERS, 'bliss/target/release/bliss-peer');

/** bliss-rs on so many threads; undefined where it was not built. */
export function blissScan(paths: readonly string[], threads: number): BlissTimes | undefined {
  if (!existsSync(BLISS)) return undefined;
  const { status, stdout } = spawnSync(BLISS, [String(threads), ...paths], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Expected bliss-rs to analyse the songs, got exit code ${status}.`);
  return JSON.parse(stdout);
}
