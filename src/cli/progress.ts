import { SingleBar } from 'cli-progress';

export interface ProgressDisplay {
  advance(): void;
  /** Prints a line without tearing the bar. */
  print(text: string, options?: { toStderr?: boolean }): void;
  stop(): void;
}

/** Progress bar on standard error if it is a terminal; otherwise plain lines. */
export function showProgress(total: number): ProgressDisplay {
  const bar = process.stderr.isTTY && total > 1 ? openBar(total) : undefined;
  return {
    advance: () => bar?.increment(),
    print: (text, { toStderr = false } = {}) => {
      if (bar) process.stderr.write('\r\x1b[K');
      (toStderr ? process.stderr : process.stdout).write(`${text}\n`);
      bar?.render();
    },
    stop: () => bar?.stop(),
  };
}

class RenderableBar extends SingleBar {
  /** Immediate drawing, which cli-progress does on a timer. */
  declare render: () => void;
}

function openBar(total: number): RenderableBar {
  const bar = new RenderableBar({
    format: '{bar} {value}/{total} songs, {eta_formatted} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    clearOnComplete: true,
    hideCursor: true,
    stream: process.stderr,
  });
  bar.start(total, 0);
  return bar;
}
