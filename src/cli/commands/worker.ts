import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { plural } from '../../format.ts';
import { findTriedModel } from '../../jobs/model-trial/try-model.ts';
import { analysisKey } from '../../library/columns/analysis-key.ts';
import { refuseFile } from '../../library/queue/queue-package.ts';
import { openAnalyser } from '../../library/queue/queue-scan.ts';
import { SongQueue } from '../../library/queue/song-queue.ts';
import { runWorker } from '../../library/queue/worker.ts';
import { keepFileError } from '../../library/songs/keep.ts';
import { openLibrary } from '../../library/store/store.ts';
import { libraryOption, note } from '../library.ts';
import { stopSignal } from '../stop-signal.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly library: string;
  readonly model?: string;
  readonly jobs: number;
  readonly cache?: string;
  readonly status?: boolean;
  readonly pause?: boolean;
  readonly resume?: boolean;
  readonly clear?: boolean;
  readonly json?: boolean;
}

export function workerCommand(_exit: (code: number) => void): Command {
  return new Command('worker')
    .description('hear songs for a library in PostgreSQL that tonearm scan --queue names, until Ctrl-C')
    .addOption(libraryOption('whose songs are heard'))
    .option('--model <path>', 'a shipped model by name, or a model file: that of the scan')
    .option('--jobs <n>', 'songs heard at once', wholeNumber, availableParallelism())
    .option('--cache <folder>', 'where what train needs is kept; default: it is not')
    .option('--status', 'say how many songs wait and how many workers there are, and end')
    .option('--pause', 'let all workers take nothing more, and end')
    .option('--resume', 'let them go on, and end')
    .option('--clear', 'take out of the queue what no worker has begun, and end')
    .option('--json', 'the status as one JSON object')
    .action(run);
}

async function run({ library: place, model, ...options }: Options): Promise<void> {
  const modelPath = await findTriedModel(model);
  const { status, pause, resume, clear } = options;
  const looksOn = status || pause || resume || clear;
  refuseFile(place);
  const library = await openLibrary(place);
  try {
    const analysis = await analysisKey(modelPath);
    const queue = await SongQueue.open({ place, library, analysis, isWorker: !looksOn });
    try {
      if (looksOn) return await look(queue, options);
      const { jobs: workers, cache } = options;
      const analyser = await openAnalyser(library, { modelPath, workers, cache });
      note(`Hears ${plural(workers, 'song')} at once, until Ctrl-C.`);
      await runWorker({
        queue,
        lanes: workers,
        analyse: (path) => analyser.analyse(path),
        fail: (path, error) => keepFileError(library, path, error),
        signal: stopSignal(),
        onError: note,
      }).finally(() => analyser.close());
    } finally {
      await queue.close();
    }
  } finally {
    await library.destroy();
  }
}

async function look(
  queue: SongQueue,
  { pause, resume, clear, json }: Omit<Options, 'library'>,
): Promise<void> {
  if (pause || resume) await queue.pause(pause === true);
  const cleared = clear ? await queue.clear() : 0;
  const state = { ...(await queue.counts()), workers: await queue.workers(), paused: await queue.isPaused() };
  if (json) process.stdout.write(`${JSON.stringify(state)}\n`);
  else {
    const { waiting, active, workers, paused } = state;
    const lines = [
      ...(clear ? [`${plural(cleared, 'song')} taken out`] : []),
      `${plural(waiting, 'song')} ${waiting === 1 ? 'waits' : 'wait'}, ${active} with workers; ${plural(workers, 'worker')}${paused ? ', paused' : ''}`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}
