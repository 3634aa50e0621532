/** What librosa and Essentia answer, where a Python has them (PYTHON names it, else python3). */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface PeerAnswer {
  readonly tempo: number;
  /** In seconds. */
  readonly beats: readonly number[];
  /** e.g. "A minor". */
  readonly key?: string;
}

export type PeerName = 'librosa' | 'essentia';
/** By song, in the order asked for. */
export type Peers = readonly Partial<Record<PeerName, PeerAnswer>>[];

export function askPeers(paths: readonly string[]): Peers {
  const script = join(import.meta.dirname, '../peers/describe_songs.py');
  const { status, stdout } = spawnSync(process.env.PYTHON ?? 'python3', [script], {
    input: `${paths.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = status === 0 ? stdout.trim().split('\n') : [];
  if (lines.length !== paths.length || lines[0] === '{}') {
    console.log('No Python with librosa or essentia found: set PYTHON to compare.');
    return paths.map(() => ({}));
  }
  return lines.map((line) => JSON.parse(line));
}

/** The answers of one, or none where it was not asked. */
export function answersOf(peers: Peers, name: PeerName): readonly PeerAnswer[] {
  const answers = peers.flatMap((peer) => peer[name] ?? []);
  return answers.length === peers.length ? answers : [];
}
