import { SingleBar } from 'cli-progress';
import type { FilesProgress } from '../jobs/progress.ts';

/** Progress bar of analysed songs, with rate and time left. */
export function analysisBar(): { update: (progress: FilesProgress) => void; stop: () => void } {
  const bar = openBar('Listening {bar} {value}/{total} songs, {speed}{left}');
  return {
    update: (progress) => bar?.update(progress.done, progress.total, speedWords(progress)),
    stop: () => bar?.stop(),
  };
}

/** Runs `work` with a progress bar for its share done. */
export async function withBar<T>(
  title: string,
  work: (onProgress: (fraction: number) => void) => Promise<T>,
): Promise<T> {
  const bar = openBar(`${title} {bar} {percentage} %, {eta_formatted} left`);
  return work((fraction) => bar?.update(Math.round(1000 * fraction), 1000, {})).finally(() => bar?.stop());
}

function speedWords({ done, cached, rate, secondsLeft }: FilesProgress): { speed: string; left: string } {
  if (done === cached) return { speed: 'from the cache', left: '' };
  return {
    speed: rate > 0 ? `${rate.toFixed(1)} a second` : 'the first is heard',
    left: secondsLeft === undefined ? '' : `, ${clock(secondsLeft)} left`,
  };
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

interface Bar {
  update(value: number, total: number, words: Record<string, string>): void;
  stop(): void;
}

/** Progress bar on standard error; undefined if it is no terminal. */
function openBar(format: string): Bar | undefined {
  if (!process.stderr.isTTY) return undefined;
  const bar = new SingleBar({
    format,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    clearOnComplete: true,
    hideCursor: true,
    stream: process.stderr,
  });
  bar.start(1, 0, { speed: '', left: '' });
  return {
    update: (value, total, words) => {
      bar.setTotal(total);
      bar.update(value, words);
    },
    stop: () => bar.stop(),
  };
}
