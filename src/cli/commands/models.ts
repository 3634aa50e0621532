import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { type ModelInfo, readModelInfo } from '../../index.ts';
import { DEFAULT_MODEL, modelFilesIn, SHIPPED_MODELS } from '../../jobs/shipped-models.ts';
import { modelText } from '../model-text.ts';

export function modelsCommand(): Command {
  return new Command('models')
    .description('list the models that come with Tonearm, and their measured figures')
    .option('--json', 'one JSON object a line')
    .action(async ({ json }: { json?: boolean }) => {
      const models = await shippedModels();
      const texts = json
        ? models.map((info) => JSON.stringify(info))
        : models.map((info) => modelText(info, info.name === DEFAULT_MODEL));
      process.stdout.write(`${texts.join(json ? '\n' : '\n\n')}\n`);
    });
}

async function shippedModels(): Promise<ModelInfo[]> {
  const paths = await modelFilesIn(SHIPPED_MODELS);
  return Promise.all(paths.map(async (path) => readModelInfo(await readFile(path))));
}
