/** Model of its own that a library is analysed with, if any. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../../jobs/write-atomically.ts';
import { libraryModelPath, modelsFolder } from './train-library.ts';

const FILE = 'in-use.json';

/** Id of the model; undefined if the usual model is used, or that one is gone. */
export async function modelInUse(file: string): Promise<string | undefined> {
  const text = await readFile(join(modelsFolder(file), FILE), 'utf8').catch(() => '{}');
  const { id }: { id?: string } = JSON.parse(text);
  if (id === undefined) return undefined;
  return libraryModelPath(file, id).then(
    () => id,
    () => undefined,
  );
}

/**
 * Chooses the model from the next scan on.
 * @param id undefined: the usual model.
 * @throws not-found for an unknown model
 */
export async function chooseModel(file: string, id: string | undefined): Promise<void> {
  const path = join(modelsFolder(file), FILE);
  if (id === undefined) return rm(path, { force: true });
  await libraryModelPath(file, id);
  await mkdir(modelsFolder(file), { recursive: true });
  await writeAtomically(path, Buffer.from(JSON.stringify({ id })));
}
