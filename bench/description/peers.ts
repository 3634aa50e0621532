/** Answers of librosa and Essentia, if a Python has them (PYTHON names it, else python3). */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface PeerAnswer {
  readonly tempo: number;
  /** Beat times in seconds. */
  readonly beats: readonly number[];
  /** e.g. "A minor". */
  readonly key?: string;
}

export type PeerName = 'librosa' | 'essentia';
/** Answers by song, in the order requested. */
export type Peers = readonly Partial<Record<PeerName, PeerAnswer>>[];

/**
 * Asks about those that were not asked about before: it takes seconds a song.
 * @param kept a file of answers, a line a song; new ones are added
 */
export function askPeers(paths: readonly string[], kept: string): Peers {
  const known = readKept(kept);
  const missing = paths.filter((path) => !known.has(path));
  const script = join(import.meta.dirname, '../peers/describe_songs.py');
  const { status, stdout } = spawnSync(process.env.PYTHON ?? 'python3', [script], {
    input: missing.map((path) => `${path}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = status === 0 ? stdout.trim().split('\n').filter(Boolean) : [];
  if (lines.length !== missing.length || lines[0] === '{}')
    console.log('No Python with librosa and essentia found: set PYTHON to compare.');
  else {
    const answers = lines.map((line, i): Kept => ({ path: missing[i], ...JSON.parse(line) }));
    mkdirSync(dirname(kept), { recursive: true });
    appendFileSync(kept, answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
    for (const answer of answers) known.set(answer.path, answer);
  }
  return paths.map((path) => known.get(path) ?? {});
}

type Kept = Peers[number] & { readonly path: string };

function readKept(path: string): Map<string, Kept> {
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, 'utf8').trim().split('\n').filter(Boolean);
  return new Map(lines.map((line) => JSON.parse(line)).map((answer: Kept) => [answer.path, answer]));
}

/** The answers of one, or none where it was not asked. */
export function answersOf(peers: Peers, name: PeerName): readonly PeerAnswer[] {
  const answers = peers.flatMap((peer) => peer[name] ?? []);
  return answers.length === peers.length ? answers : [];
}
