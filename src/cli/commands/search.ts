import { Command, InvalidArgumentError } from 'commander';
import { reportError, TonearmError } from '../../errors.ts';
import { AnalysisPool } from '../../jobs/analysis-pool.ts';
import { findModel } from '../../jobs/shipped-models.ts';
import type { FoundSong } from '../../sources/source.ts';
import type { SearchAnswer, Sources } from '../../sources/sources.ts';
import { download, openSources, openSpool } from '../downloads.ts';
import { errorJson, errorText, predictionJson, predictionText, printable } from '../format.ts';
import { type PassageOptions, passagesOf, withPassageOptions } from '../passage-options.ts';

interface Options extends PassageOptions {
  readonly source?: string;
  readonly pick?: number;
  readonly top: number;
  readonly json?: boolean;
  readonly model?: string;
  readonly sources?: string;
  readonly list?: boolean;
}

const TASK_SECONDS = 3600;

export function searchCommand(exit: (code: number) => void): Command {
  return withPassageOptions(new Command('search'))
    .description('find songs by name at the sources that are on, and say the genre of the one you pick')
    .argument('[words...]', 'of title or artist')
    .option('--source <name>', 'ask this source alone')
    .option('--pick <n>', 'fetch the song of that number and say its genre', positive)
    .option('--top <n>', 'genres to show for the song picked', positive, 5)
    .option('--json', 'one JSON object a line')
    .option('--model <path>', 'a shipped model by name, or a model file')
    .option('--sources <file>', 'settings of sources; default: the file that TONEARM_SOURCES names')
    .option('--list', 'list the sources: which are on, what each needs, its terms and limits')
    .action(async (words: string[], options: Options) => exit(await run(words.join(' '), options)));
}

async function run(query: string, options: Options): Promise<number> {
  const sources = await openSources(options.sources);
  if (options.list) return listSources(sources, options);
  if (query.trim() === '') throw new TonearmError('bad-request', 'Expected words to search for, got none.');
  const answer = await sources.search(query, options.source);
  for (const { message } of answer.outcomes) if (message) process.stderr.write(`${message}\n`);
  if (options.pick !== undefined) return classifyPick(answer, options.pick, sources, options);
  answer.songs.forEach((song, i) => {
    print(options.json ? JSON.stringify({ number: i + 1, ...song }) : describeSong(song, i + 1));
  });
  const answered = answer.outcomes.some(({ message }) => message === null);
  if (answer.songs.length === 0 && !options.json) {
    process.stderr.write(answered ? 'Nothing found.\n' : 'No source answered, so nothing was searched.\n');
  }
  return answered ? 0 : 1;
}

async function classifyPick(
  { songs }: SearchAnswer,
  pick: number,
  sources: Sources,
  { json, top, model, ...passages }: Options,
): Promise<number> {
  const song = songs[pick - 1];
  if (!song) throw new TonearmError('bad-request', `Expected a number up to ${songs.length}, got ${pick}.`);
  const modelPath = await findModel(model);
  const label = labelOf(song);
  const spool = await openSpool();
  const pool = new AnalysisPool({ workers: 1, taskSeconds: TASK_SECONDS });
  try {
    pool.warmUp();
    const path = await download(song, sources, spool);
    const prediction = await pool.run({ path, modelPath, passages: passagesOf(passages) });
    print(json ? predictionJson(label, prediction) : predictionText(label, prediction, top));
    return 0;
  } catch (error) {
    const report = reportError(error);
    if (json) print(errorJson(label, report));
    else process.stderr.write(`${errorText(label, report)}\n`);
    return 1;
  } finally {
    await pool.close();
    await spool.remove();
  }
}

function listSources({ states }: Sources, { json }: Options): number {
  for (const state of states) {
    if (json) print(JSON.stringify(state));
    else {
      const { name, title, on, needs, limits, terms } = state;
      const lines = [`${name}: ${title}, ${on ? 'on' : 'off'}`, `  ${limits}`, `  Terms: ${terms}`];
      print([...lines, ...(on || needs === null ? [] : [`  Needs: ${needs}`])].join('\n'));
    }
  }
  return 0;
}

function describeSong(song: FoundSong, number: number): string {
  const tracks = song.tracks ? `tracks: tonearm search ${song.tracks}` : '';
  const notes = [song.source, ...(song.extent === 'preview' ? ['preview'] : []), song.pageUrl ?? '', tracks];
  return `${String(number).padStart(3)}  ${labelOf(song)}\n     ${printable(notes.filter(Boolean).join(', '))}`;
}

function labelOf({ artist, title }: FoundSong): string {
  return printable(artist ? `${artist}: ${title}` : title);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Expected a whole number of at least 1.');
  return Number(text);
}
