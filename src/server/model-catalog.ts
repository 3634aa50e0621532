import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { reportError, TonearmError } from '../errors.ts';
import { DEFAULT_MODEL, modelFilesIn } from '../jobs/shipped-models.ts';
import { readModelInfo } from '../models/model-file.ts';
import type { ModelInfo } from '../models/model-info.ts';
import type { ModelCard, ModelList } from './schema.ts';

/** Path that model files are served from, for engines in the page. */
export const MODELS_PREFIX = '/models/';
/** Suffix of a model's evaluation report. */
export const REPORT_EXTENSION = '.report.json';

/** @throws bad-model */
type TryModel = (path: string) => Promise<void>;

/** Model files of a folder, as they were when the server started. */
export class ModelCatalog {
  readonly list: ModelList;
  readonly #paths: Map<string, string>;

  private constructor(list: ModelList, paths: Map<string, string>) {
    this.list = list;
    this.#paths = paths;
  }

  /**
   * Tries every model file of `directory` once, to know which can be used.
   * @param tryModel rejects where a file cannot.
   * @param preferred name of the default model; without it, the shipped default where it is among them, else
   * the first by name.
   * @throws not-found where `preferred` is not among them.
   */
  static async open(
    directory: string,
    log: FastifyBaseLogger,
    tryModel: TryModel,
    preferred?: string,
  ): Promise<ModelCatalog> {
    const list: ModelList = { default: null, models: [], unavailable: [] };
    const paths = new Map<string, string>();
    for (const path of await modelFiles(directory, log)) {
      const file = basename(path);
      try {
        const card = await modelCard(path, MODELS_PREFIX + encodeURIComponent(file), tryModel);
        if (paths.has(card.name))
          throw new TonearmError('bad-model', `Expected one file a model, got a second "${card.name}".`);
        paths.set(card.name, path);
        list.models.push(card);
      } catch (error) {
        log.error({ err: error, file }, 'a model file cannot be used');
        list.unavailable.push({ file, ...reportError(error) });
      }
    }
    const catalog = new ModelCatalog(list, paths);
    const shipped = paths.has(DEFAULT_MODEL) ? DEFAULT_MODEL : undefined;
    list.default = preferred ?? shipped ?? list.models[0]?.name ?? null;
    if (preferred !== undefined) catalog.pathOf(preferred);
    return catalog;
  }

  /** @throws not-found where there is no such model, or none at all. */
  pathOf(name = this.list.default): string {
    const path = name === null ? undefined : this.#paths.get(name);
    if (path !== undefined) return path;
    const known = [...this.#paths.keys()].join(', ') || 'none';
    throw new TonearmError(
      'not-found',
      `Expected one of the models here (${known}), got "${name ?? 'no name'}".`,
    );
  }
}

async function modelFiles(directory: string, log: FastifyBaseLogger): Promise<string[]> {
  return modelFilesIn(directory).catch((error) => {
    log.error({ err: error }, 'the folder of models cannot be read');
    return [];
  });
}

/** Card of a model file, once it was tried. @param url where its file is served from */
export async function modelCard(path: string, url: string, tryModel: TryModel): Promise<ModelCard> {
  await tryModel(path);
  const bytes = await readFile(path);
  const card = cardOf(readModelInfo(bytes), url, bytes.length);
  const report = path.replace(/\.onnx$/, REPORT_EXTENSION);
  return existsSync(report)
    ? { ...card, reportUrl: MODELS_PREFIX + encodeURIComponent(basename(report)) }
    : card;
}

function cardOf(info: ModelInfo, url: string, bytes: number): ModelCard {
  const {
    name,
    version,
    description,
    unsureBelow,
    sureness = 'confidence',
    trainedOn,
    license,
    segments,
  } = info;
  return {
    name,
    version,
    description,
    genres: [...info.genres],
    segments: { ...segments },
    unsureBelow,
    sureness,
    trainedOn,
    license,
    figures: info.report.map((figure) => ({ ...figure })),
    bytes,
    url,
  };
}
