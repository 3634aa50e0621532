import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { TonearmError } from '../../errors.ts';
import { findTriedModel } from '../../jobs/model-trial.ts';
import { loadModel } from '../../models/model-file.ts';
import { evaluatePreset } from '../../train/evaluate/evaluate.ts';
import { evaluateModel } from '../../train/evaluate/evaluate-model.ts';
import type { Evaluation } from '../../train/evaluate/evaluation.ts';
import type { Preset } from '../../train/fit/preset.ts';
import {
  type DataOptions,
  openCollection,
  type PresetOptions,
  type ProtocolOptions,
  presetOf,
  report,
  seedsOf,
  stopSignal,
  summary,
  withBar,
  withDataOptions,
  withPresetOptions,
  withProtocolOptions,
} from '../training.ts';

interface Options extends DataOptions, ProtocolOptions, PresetOptions {
  readonly model?: string;
  readonly preset?: string;
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
  const preset = options.preset === undefined ? undefined : presetOf(options.preset, options);
  const signal = stopSignal('What was heard so far');
  const evaluation = preset
    ? await evaluateKind(data, preset, options, signal)
    : await evaluateFile(data, options, signal);
  const met = options.model === undefined ? 0 : evaluation.protocol.leaks.length;
  if (met > 0) process.stderr.write(`Warning: ${evaluation.protocol.description}.\n`);
  process.stdout.write(`${options.json ? JSON.stringify(evaluation) : summary(evaluation)}\n`);
  if (options.report) await report(options.report, [evaluation]);
}

async function evaluateKind(
  data: string,
  preset: Preset,
  options: Options,
  signal: AbortSignal,
): Promise<Evaluation> {
  const collection = await openCollection(data, [preset], options, signal);
  const { protocol, folds } = options;
  return withBar('Measuring', (onProgress) => {
    return evaluatePreset(collection, preset, {
      protocol,
      folds,
      seeds: seedsOf(options),
      signal,
      onProgress,
    });
  });
}

async function evaluateFile(data: string, options: Options, signal: AbortSignal): Promise<Evaluation> {
  const model = await loadModel(await readFile(await findTriedModel(options.model)));
  try {
    const spec = { recipes: model.recipes, segments: model.info.segments };
    const collection = await openCollection(data, [spec], options, signal);
    const { protocol } = options;
    return await withBar('Asking', (onProgress) =>
      evaluateModel(collection, model, { protocol, signal, onProgress }),
    );
  } finally {
    await model.release();
  }
}
