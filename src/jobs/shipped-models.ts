import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotFound } from '../errors.ts';

/** The folder of the models that come with Tonearm. */
export const SHIPPED_MODELS = fileURLToPath(new URL('../../models/', import.meta.url));

/** The model that is asked when nobody names one. */
export const DEFAULT_MODEL = 'tonearm';

/**
 * The file of a model: a shipped one by its name, any other by its path.
 * @throws NotFound where there is neither.
 */
export async function findModel(nameOrPath: string = DEFAULT_MODEL): Promise<string> {
  for (const path of [join(SHIPPED_MODELS, `${nameOrPath}.onnx`), nameOrPath]) {
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return path;
  }
  throw new NotFound(`Expected the name of a shipped model or a model file, got ${nameOrPath}.`);
}
