import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { AnalysisPool } from '../../jobs/analysis-pool.ts';
import type { ClassifyOptions } from '../classify-inputs.ts';
import { withFolderOptions } from '../folder-options.ts';
import { withPassageOptions } from '../passage-options.ts';
import { wholeNumber } from '../whole-number.ts';

/** Time limit of a file. */
const TASK_SECONDS = 3600;

export function classifyCommand(exit: (code: number) => void): Command {
  return withFolderOptions(withPassageOptions(new Command('classify')))
    .description(
      'say the genre of files, of folders of songs, of addresses (https://...), or of standard input (-)',
    )
    .argument('<file|folder|url|->', 'what to listen to')
    .argument('[more...]', 'and more of it')
    .option('--top <n>', 'genres to show for each song', wholeNumber, 5)
    .option('--describe', 'also say what it is like: tempo, key, mood, loudness, words')
    .option('--json', 'one JSON object a line')
    .option('--model <path>', 'a shipped model by name, or a model file')
    .option('--jobs <n>', 'songs at once', wholeNumber, availableParallelism())
    .option('--sources <file>', 'settings of sources; default: the file that TONEARM_SOURCES names')
    .action(async (first: string, more: string[], options: ClassifyOptions) =>
      exit(await run([first, ...more], options)),
    );
}

/** @returns the exit code */
async function run(names: readonly string[], options: ClassifyOptions): Promise<number> {
  const pool = new AnalysisPool({
    workers: options.jobs,
    queueLimit: Infinity,
    taskSeconds: TASK_SECONDS,
  });
  // It starts while the rest is loaded and the inputs are looked up.
  pool.warmUp();
  try {
    const { classifyNamed } = await import('../classify-inputs.ts');
    return await classifyNamed(names, pool, options);
  } finally {
    await pool.close();
  }
}
