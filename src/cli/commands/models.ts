import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { type Figure, type ModelInfo, readModelInfo } from '../../index.ts';
import { DEFAULT_MODEL, modelFilesIn, SHIPPED_MODELS } from '../../jobs/shipped-models.ts';

export function modelsCommand(): Command {
  return new Command('models')
    .description('list the models that come with Tonearm, and their measured figures')
    .option('--json', 'one JSON object a line')
    .action(async ({ json }: { json?: boolean }) => {
      for (const info of await shippedModels()) {
        process.stdout.write(`${json ? JSON.stringify(info) : describe(info)}\n`);
      }
    });
}

async function shippedModels(): Promise<ModelInfo[]> {
  const paths = await modelFilesIn(SHIPPED_MODELS);
  return Promise.all(paths.map(async (path) => readModelInfo(await readFile(path))));
}

function describe(info: ModelInfo): string {
  const mark = info.name === DEFAULT_MODEL ? ' (default)' : '';
  const figures = info.report.map((figure) => `  ${describeFigure(figure)}`);
  return [
    `${info.name} ${info.version}${mark}`,
    `  ${info.description}`,
    `  Trained on: ${info.trainedOn}`,
    ...figures,
  ].join('\n');
}

function describeFigure({ measure, value, spread, spreadOf, n, protocol, data }: Figure): string {
  return `${measure} ${value.toFixed(3)} ± ${spread.toFixed(3)} (${spreadOf}; n = ${n}; ${protocol}; ${data})`;
}
