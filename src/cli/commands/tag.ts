import { realpath } from 'node:fs/promises';
import { styleText } from 'node:util';
import { Command, Option } from 'commander';
import { TonearmError } from '../../errors.ts';
import { plural } from '../../format.ts';
import type { Library } from '../../library/store/store.ts';
import type { TagChange, TagPlan, TagProgress, TagSkip } from '../../library/tagging/contract.ts';
import { journalFolder, listJournals } from '../../library/tagging/journal.ts';
import { planTags } from '../../library/tagging/plan.ts';
import { planReplayGain } from '../../library/tagging/replay-gain.ts';
import { undoTags } from '../../library/tagging/undo.ts';
import { writeTags } from '../../library/tagging/write.ts';
import { libraryOption, withLibrary } from '../library.ts';
import { type ProgressDisplay, showProgress } from '../progress.ts';
import { stopSignal } from '../stop-signal.ts';
import { keyStyle, type RuleOptions, share, tagRules } from '../tag-rules.ts';
import {
  changeJson,
  changeText,
  errorLines,
  journalText,
  type Paint,
  quietText,
  skipJson,
} from '../tag-text.ts';

interface Options extends RuleOptions {
  readonly library: string;
  readonly write?: boolean;
  readonly replaygain?: boolean;
  readonly breakLinks?: boolean;
  readonly undo?: string | true;
  readonly journals?: boolean;
  readonly json?: boolean;
}

export function tagCommand(exit: (code: number) => void): Command {
  return new Command('tag')
    .description(
      'write the genres that were heard into the files; without --write only shows what would change',
    )
    .argument('[paths...]', 'scanned files and folders; without any, the whole library')
    .addOption(libraryOption())
    .option('--write', 'write, and keep a journal for --undo')
    .option('--all', 'also over tags that are there, not only where there are none')
    .option('--at-least <p>', 'songs of this confidence or more, 0 to 1, in place of the sure ones', share)
    .option('--several <p>', 'not the first genre alone but each of this probability or more', share)
    .option('--no-genre', 'leave the genre as it is: only what else is asked for')
    .option('--tempo', 'beats a minute too')
    .addOption(
      new Option('--key [style]', 'the key too, where it is sure: Am, or 8A with --key=camelot')
        .argParser(keyStyle)
        .conflicts('replaygain'),
    )
    .addOption(
      new Option('--mood', 'happy, tense, sad or calm too, where it is not hard to say').conflicts(
        'replaygain',
      ),
    )
    .addOption(
      new Option(
        '--comment <template>',
        'a comment too, where all in it is known: "{camelot} · {tempo} · energy {energy}"; also {key}, {mood}',
      ).conflicts('replaygain'),
    )
    .option('--replaygain', 'not the genre but how loud each file and its album is, from all of their sound')
    .option(
      '--names <file>',
      'JSON with your names: {"hiphop": "Hip-Hop/Rap", "disco": "Electronic > Disco"}',
    )
    .option(
      '--break-links',
      'also files with several names (hard links); the other names keep the old content',
    )
    .option('--undo [journal]', 'take back what was written: last, or in that journal')
    .option('--journals', 'list what was written and can be taken back')
    .option('--json', 'one JSON object a line')
    .action(async (paths: string[], options: Options) => {
      exit(await withLibrary(options.library, (library) => run(library, paths, options)));
    });
}

function run(library: Library, paths: readonly string[], options: Options): Promise<number> {
  if (options.journals) return printJournals(options);
  return options.undo ? undo(library, options.undo, options) : tag(library, paths, options);
}

async function tag(library: Library, paths: readonly string[], options: Options): Promise<number> {
  const rules = await tagRules(options);
  const signal = stopSignal();
  const below = paths.length > 0 ? await Promise.all(paths.map(resolvePath)) : undefined;
  const { stop, onProgress } = lateBar();
  const planning = { below, breakLinks: options.breakLinks, signal, onProgress };
  const makePlan = options.replaygain ? planReplayGain : planTags;
  const plan = await makePlan(library, rules, planning).finally(stop);
  if (below && plan.changes.length + plan.skipped.length === 0) {
    throw new TonearmError(
      'not-found',
      'Expected songs of the library, got none there: tonearm scan hears them first.',
    );
  }
  return options.write ? writePlan(library, plan, options, signal) : showPlan(plan, options);
}

/** Prints the planned tags. @returns the exit code */
export function showPlan({ changes, skipped }: TagPlan, { json }: Pick<Options, 'json'>): number {
  if (json) {
    for (const change of changes) print(changeJson(change, false));
    for (const skip of skipped) print(skipJson(skip));
    return 0;
  }
  for (const change of changes) print(changeText(change, paint));
  warn(skipped);
  const hint = changes.length > 0 ? '; --write writes them' : '';
  print(`${plural(changes.length, 'file')} would change${others(skipped)}${hint}`);
  return 0;
}

/** Writes a plan, and prints how to undo it. */
export async function writePlan(
  library: Library,
  plan: TagPlan,
  options: Pick<Options, 'library' | 'breakLinks' | 'json'>,
  signal: AbortSignal,
): Promise<number> {
  const { changes, skipped } = plan;
  const journals = journalFolder(options.library);
  const { stop, onProgress } = lateBar();
  const writing = { journals, breakLinks: options.breakLinks, signal, onProgress };
  const report = await writeTags(library, changes, writing).finally(stop);
  const left = new Set(report.skipped.map(({ path }) => path));
  if (options.json)
    printWritten(changes.slice(0, report.written + left.size), left, [...skipped, ...report.skipped]);
  else warn([...skipped, ...report.skipped]);
  const summary = `${plural(report.written, 'file')} written${others(skipped)}`;
  if (options.json)
    print(JSON.stringify({ journal: report.journal, written: report.written, stopped: report.stopped }));
  else print(report.written > 0 ? `${summary}; tonearm tag --undo ${report.journal} takes it back` : summary);
  const inVain = report.written === 0 && errorLines(skipped).length > 0;
  return left.size > 0 || report.stopped || inVain ? 1 : 0;
}

function printWritten(
  changes: readonly TagChange[],
  left: ReadonlySet<string>,
  skipped: readonly TagSkip[],
): void {
  for (const change of changes) if (!left.has(change.path)) print(changeJson(change, true));
  for (const skip of skipped) print(skipJson(skip));
}

async function undo(library: Library, named: string | true, options: Options): Promise<number> {
  const journals = journalFolder(options.library);
  const id = named === true ? await newestJournal(journals) : named;
  const { stop, onProgress } = lateBar();
  const report = await undoTags(library, id, { journals, signal: stopSignal(), onProgress }).finally(stop);
  if (options.json) print(JSON.stringify(report));
  else {
    warn(report.skipped);
    print(`${plural(report.restored, 'file')} as before`);
  }
  return report.skipped.length > 0 || report.stopped ? 1 : 0;
}

/** Progress bar that appears once the total is known. */
function lateBar(): { onProgress: (progress: TagProgress) => void; stop: () => void } {
  let bar: ProgressDisplay | undefined;
  return {
    onProgress({ total }) {
      bar ??= showProgress(total);
      bar.advance();
    },
    stop: () => bar?.stop(),
  };
}

async function newestJournal(folder: string): Promise<string> {
  const newest = (await listJournals(folder)).find(({ undone }) => !undone);
  if (!newest) throw new TonearmError('not-found', 'Expected tags to take back, got none that were written.');
  return newest.id;
}

async function printJournals({ library, json }: Options): Promise<number> {
  const journals = await listJournals(journalFolder(library));
  for (const journal of journals) print(json ? JSON.stringify(journal) : journalText(journal));
  if (journals.length === 0 && !json) print('nothing was written yet');
  return 0;
}

async function resolvePath(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined)
    throw new TonearmError('not-found', `Expected a file or folder, got nothing at ${JSON.stringify(path)}.`);
  return real;
}

function others(skipped: readonly TagSkip[]): string {
  const text = quietText(skipped);
  return text === '' ? '' : `; ${text}`;
}

function warn(skipped: readonly TagSkip[]): void {
  for (const line of errorLines(skipped)) process.stderr.write(`${line}\n`);
}

const paint: Paint = (colour, text) => {
  const seesColours =
    process.stdout.isTTY && process.stdout.hasColors() && process.env.NO_COLOR === undefined;
  return seesColours ? styleText(colour, text) : text;
};

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
