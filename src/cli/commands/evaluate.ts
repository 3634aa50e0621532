import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { TonearmError } from '../../errors.ts';
import { findTriedModel } from '../../jobs/model-trial/try-model.ts';
import { loadModel } from '../../models/model-file.ts';
import { evaluatePreset } from '../../train/evaluate/evaluate.ts';
import { evaluateModel, evaluateSeveralModel } from '../../train/evaluate/evaluate-model.ts';
import { evaluateSeveral, type SeveralEvaluation } from '../../train/evaluate/evaluate-several.ts';
import type { Evaluation } from '../../train/evaluate/evaluation.ts';
import type { Preset } from '../../train/fit/preset.ts';
import { severalGenres } from '../../train/fit/several-genres.ts';
import { withBar } from '../bars.ts';
import { stopSignal } from '../stop-signal.ts';
import {
  type DataOptions,
  openCollection,
  type PresetOptions,
  type ProtocolOptions,
  presetOf,
  report,
  seedsOf,
  severalReport,
  severalSummary,
  summary,
  warnOfNoArtists,
  withDataOptions,
  withPresetOptions,
  withProtocolOptions,
} from '../training.ts';

interface Options extends DataOptions, ProtocolOptions, PresetOptions {
  readonly model?: string;
  readonly preset?: string;
  readonly multi?: boolean;
  readonly json?: boolean;
  readonly report?: string;
}

export function evaluateCommand(): Command {
  const command = new Command('evaluate').description(
    'measure a model, or a kind of model, on songs with labels',
  );
  return withPresetOptions(withProtocolOptions(withDataOptions(command)))
    .option('--model <path>', 'a shipped model by name, or a model file: asked as it is')
    .option('--preset <name>', 'a kind of model: made anew for each fold')
    .option('--multi', 'several genres a song: in several folders, or parted by ; in a CSV')
    .option('--json', 'one JSON object with every figure and every answer')
    .option('--report <folder>', 'write report.html, report.md and report.json there')
    .action(run);
}

async function run(data: string, options: Options): Promise<void> {
  if ((options.model === undefined) === (options.preset === undefined)) {
    throw new TonearmError('bad-request', 'Expected either --model or --preset, got both or neither.');
  }
  if (options.model !== undefined && options.augment !== undefined) {
    throw new TonearmError('bad-request', 'Expected --augment with --preset, got a finished model.');
  }
  const signal = stopSignal('What was heard so far');
  const evaluation =
    options.preset === undefined
      ? await evaluateFile(data, options, signal)
      : await evaluateKind(data, presetOf(options.preset, options), options, signal);
  if (!isOfSeveral(evaluation)) warnOfLeaks(evaluation);
  const words = isOfSeveral(evaluation) ? severalSummary(evaluation) : summary(evaluation);
  process.stdout.write(`${options.json ? JSON.stringify(evaluation) : words}\n`);
  if (options.report === undefined) return;
  if (isOfSeveral(evaluation)) await severalReport(options.report, evaluation);
  else await report(options.report, [evaluation]);
}

function isOfSeveral(evaluation: Evaluation | SeveralEvaluation): evaluation is SeveralEvaluation {
  return typeof evaluation.protocol === 'string';
}

function warnOfLeaks({ protocol: { name, leaks, description } }: Evaluation): void {
  if (name === 'model' && leaks.length > 0) process.stderr.write(`Warning: ${description}.\n`);
}

async function evaluateKind(
  data: string,
  named: Preset,
  options: Options,
  signal: AbortSignal,
): Promise<Evaluation | SeveralEvaluation> {
  const { protocol, folds, multi: several = false } = options;
  const preset = several ? severalGenres(named) : named;
  const collection = await openCollection(data, [preset], { ...options, several }, signal);
  warnOfNoArtists(collection, protocol);
  const evaluate = several ? evaluateSeveral : evaluatePreset;
  return withBar<Evaluation | SeveralEvaluation>('Measuring', (onProgress) => {
    return evaluate(collection, preset, { protocol, folds, seeds: seedsOf(options), signal, onProgress });
  });
}

async function evaluateFile(
  data: string,
  options: Options,
  signal: AbortSignal,
): Promise<Evaluation | SeveralEvaluation> {
  const model = await loadModel(await readFile(await findTriedModel(options.model)));
  try {
    const spec = { recipes: model.recipes, segments: model.info.segments };
    const several = model.info.claimedFrom !== undefined;
    const collection = await openCollection(data, [spec], { ...options, several }, signal);
    const evaluate = several ? evaluateSeveralModel : evaluateModel;
    const { protocol } = options;
    return await withBar<Evaluation | SeveralEvaluation>('Asking', (onProgress) =>
      evaluate(collection, model, { protocol, signal, onProgress }),
    );
  } finally {
    await model.release();
  }
}
