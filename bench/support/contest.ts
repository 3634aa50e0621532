/** Compares ours and peers, interleaved: what the machine does meanwhile meets both. */

/** Does the work once; returns milliseconds of processor time. */
export type Run = () => Promise<number> | number;

export interface Row {
  readonly name: string;
  readonly ours: Run;
  /** Undefined where there is no peer for it, or it is not installed. */
  readonly peer?: Run;
}

/** Statistics of a list of times. */
interface Times {
  readonly least: number;
  readonly median: number;
}

/**
 * Runs each row so many rounds, ours and the peer's in turns, and prints a table: the least and the median of both,
 * and how many times as fast ours is, of the least, of the median, and from the worst to the best round.
 */
export async function compare(title: string, peer: string, rows: readonly Row[], rounds: number) {
  console.log(`${title}, and ${peer}: milliseconds of processor time, ${rounds} rounds in turns`);
  print('', ['least', 'median', 'peer', 'median', 'ratio', 'median', 'from', 'to']);
  for (const row of rows) {
    const { ours, theirs } = await timesOf(row, rounds);
    const own = timesFrom(ours);
    const cells = [own.least, own.median].map(shown);
    if (theirs.length > 0) {
      const other = timesFrom(theirs);
      const ratios = ours.map((time, i) => theirs[i] / time);
      const factors = [
        other.least / own.least,
        timesFrom(ratios).median,
        Math.min(...ratios),
        Math.max(...ratios),
      ];
      cells.push(...[other.least, other.median].map(shown), ...factors.map((factor) => factor.toFixed(2)));
    }
    print(row.name, cells);
  }
}

/** Times both sides, after one call of each as warm-up. */
async function timesOf({ ours, peer }: Row, rounds: number) {
  await ours();
  await peer?.();
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.ours.push(await ours());
    if (peer) times.theirs.push(await peer());
  }
  return times;
}

/** Processor time of this process that the work takes, in milliseconds. */
export async function processorMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function timesFrom(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { least: sorted[0], median };
}

function shown(ms: number): string {
  return ms.toFixed(ms < 100 ? 1 : 0);
}

function print(name: string, cells: readonly string[]): void {
  console.log(`  ${name.padEnd(26)}${cells.map((cell) => cell.padStart(10)).join('')}`);
}
