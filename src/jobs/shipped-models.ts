/** Places of the shipped models. Loads none: commands that only name them start at once. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TonearmError } from '../errors.ts';
import { machineFault } from '../machine-faults.ts';
import type { EarFile } from '../models/ear.ts';

/** Folder of the models shipped with Tonearm. */
export const SHIPPED_MODELS = fileURLToPath(new URL('../../models/', import.meta.url));

/** Name of the default model. */
export const DEFAULT_MODEL = 'tonearm';

const DESCRIPTION = 'description.onnx';
const EARS: Record<EarFile, true> = { 'ear.onnx': true, 'ear-vgg.onnx': true };
/** Files that lie beside the genre models and are none themselves. */
const BESIDE = [...Object.keys(EARS), DESCRIPTION].map((file) => join(SHIPPED_MODELS, file));

/** Bytes of a network beside the genre models. */
export function readNetwork(file: EarFile | typeof DESCRIPTION): Promise<Uint8Array> {
  return readFile(join(SHIPPED_MODELS, file));
}

/** Paths of the model files in a folder, by name. */
export async function modelFilesIn(directory: string): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.onnx')).sort();
  return names
    .map((name) => join(directory, name))
    .filter((path) => !BESIDE.some((other) => relative(path, other) === ''));
}

/**
 * File of a model: a shipped one by its name, any other by its path.
 * @throws not-found where there is neither.
 */
export async function findModel(nameOrPath: string = DEFAULT_MODEL): Promise<string> {
  for (const path of [join(SHIPPED_MODELS, `${nameOrPath}.onnx`), nameOrPath]) {
    const found = await stat(path).catch(missing);
    if (found?.isFile()) return path;
  }
  throw new TonearmError(
    'not-found',
    `Expected the name of a shipped model or a model file, got ${nameOrPath}.`,
  );
}

/** Handles a failed look-up as a missing file, unless it is a fault of the machine: then the file may exist. */
function missing(error: unknown): undefined {
  if (machineFault(error) !== undefined) throw error;
}
