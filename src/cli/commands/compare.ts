import { Command } from 'commander';
import { decimals, duration, percent } from '../../format.ts';
import { evaluatePreset } from '../../train/evaluate/evaluate.ts';
import type { Evaluation } from '../../train/evaluate/evaluation.ts';
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
  warnOfNoArtists,
  withDataOptions,
  withPresetOptions,
  withProtocolOptions,
} from '../training.ts';

interface Options extends DataOptions, ProtocolOptions, PresetOptions {
  readonly presets: string;
  readonly json?: boolean;
  readonly report?: string;
}

export function compareCommand(): Command {
  const command = new Command('compare').description('measure several kinds of model on the same folds');
  return withPresetOptions(withProtocolOptions(withDataOptions(command)))
    .requiredOption('--presets <a,b,...>', 'kinds of model; a+sound is one with augmented training songs')
    .option('--json', 'one JSON object a line, a kind each')
    .option('--report <folder>', 'write report.html, report.md and report.json there')
    .action(run);
}

async function run(data: string, options: Options): Promise<void> {
  const presets = [...new Set(options.presets.split(','))].map((name) => presetOf(name, options));
  const signal = stopSignal('What was heard so far');
  const collection = await openCollection(data, presets, options, signal);
  const { protocol, folds } = options;
  warnOfNoArtists(collection, protocol);
  const evaluations: Evaluation[] = [];
  for (const preset of presets) {
    const evaluation = await withBar(preset.name, (onProgress) => {
      return evaluatePreset(collection, preset, {
        protocol,
        folds,
        seeds: seedsOf(options),
        signal,
        onProgress,
      });
    });
    evaluations.push(evaluation);
    process.stdout.write(`${options.json ? JSON.stringify(evaluation) : line(evaluation)}\n`);
  }
  if (options.report) await report(options.report, evaluations);
}

function line({ model, figures, fits }: Evaluation): string {
  const { accuracy, accuracySpread, ece, macroF1 } = figures;
  const seconds = fits.reduce((sum, { trainSeconds }) => sum + trainSeconds, 0) / fits.length;
  return [
    model.name.padEnd(22),
    `${percent(accuracy.value)} ± ${decimals(100 * accuracySpread.overFolds, 1)}`.padEnd(16),
    `macro F1 ${decimals(macroF1, 3)}  ECE ${decimals(ece.equalMass, 3)}  a fit ${duration(seconds)}`,
  ].join(' ');
}
