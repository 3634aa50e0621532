/** Trains a model on a library's labels, evaluates it, and stores it beside the library. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { csvLine } from '../../csv.ts';
import { TonearmError } from '../../errors.ts';
import { Pool } from '../../jobs/pool.ts';
import { SHIPPED_MODELS } from '../../jobs/shipped-models.ts';
import { writeAtomically } from '../../jobs/write-atomically.ts';
import { prepareCollection } from '../../train/data/collection.ts';
import { openDataset } from '../../train/data/dataset.ts';
import { wilson } from '../../train/evaluate/metrics.ts';
import { DEFAULT_PRESET, findPreset } from '../../train/fit/presets.ts';
import { pathBeside } from '../store/place.ts';
import type { Library } from '../store/store.ts';
import type {
  LibraryModel,
  Share,
  TrainedFigures,
  TrainProgress,
  TrainResult,
  TrainTask,
} from './contract.ts';
import { type LabelledSong, type LabelOptions, labelsOf, MIN_ARTISTS, MIN_SONGS } from './labels.ts';

export interface TrainLibraryOptions extends LabelOptions {
  /** Location of the library: models and features are stored beside it. */
  readonly file: string;
  /** Number of analysing processes. */
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: TrainProgress) => void;
}

const MAX_FOLDS = 5;
const TRAIN_SECONDS = 6 * 3600;
const TRAIN_BYTES = 8e9;
const LOWEST_PRIORITY = 19;
const NAME = 'my-library';

/** Folder of a library's models. */
export function modelsFolder(file: string): string {
  return `${pathBeside(file)}-models`;
}

/**
 * Analyses the labelled songs (unless cached), evaluates by artist, trains on all, and writes the model and
 * its figures. The heavy part is a process of its own.
 * @throws bad-request where too little was said; `cancelled` when called off
 */
export async function trainLibrary(library: Library, options: TrainLibraryOptions): Promise<LibraryModel> {
  const { file, workers, signal, onProgress } = options;
  const { songs } = await labelsOf(library, options);
  refuseTooFew(songs);
  const folder = modelsFolder(file);
  await mkdir(folder, { recursive: true });
  const madeAt = new Date().toISOString();
  const id = `${NAME}-${madeAt.replace(/[-:]|\.\d+/g, '')}`;
  const manifest = join(folder, `${id}.csv`);
  const cache = join(dirname(pathBeside(file)), 'cache');
  await writeAtomically(manifest, Buffer.from(manifestOf(songs)));
  try {
    await prepareCollection(await openDataset(manifest), [findPreset(DEFAULT_PRESET)], {
      cache,
      workers,
      ...(signal && { signal }),
      onProgress: ({ done, total }) =>
        onProgress?.({ stage: 'listening', done: total > 0 ? done / total : 0 }),
    });
    const out = join(folder, `${id}.onnx`);
    const task: TrainTask = { manifest, name: id, out, cache, folds: foldsFor(songs) };
    const result = await inProcess(task, folder, options);
    const model: LibraryModel = { id, madeAt, figures: figuresOf(songs, result) };
    await writeAtomically(join(folder, `${id}.json`), Buffer.from(JSON.stringify(model)));
    return model;
  } finally {
    await rm(manifest, { force: true });
  }
}

/** Trained models, the latest first. */
export async function libraryModels(file: string): Promise<LibraryModel[]> {
  const folder = modelsFolder(file);
  const names = await readdir(folder).catch(() => []);
  const read = names
    .filter((name) => name.startsWith(NAME) && name.endsWith('.json'))
    .sort()
    .reverse()
    .map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as LibraryModel);
  return Promise.all(read);
}

/** File of a trained model. @throws not-found */
export async function libraryModelPath(file: string, id: string): Promise<string> {
  const known = await libraryModels(file);
  if (known.some((model) => model.id === id)) return join(modelsFolder(file), `${id}.onnx`);
  throw new TonearmError('not-found', 'Expected a model that was made of this library, got another name.');
}

async function inProcess(
  task: TrainTask,
  folder: string,
  { signal, onProgress }: TrainLibraryOptions,
): Promise<TrainResult> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const pool = new Pool<TrainTask, TrainResult, TrainProgress>({
    entry: new URL(`./train-worker.${extension}`, import.meta.url),
    workers: 1,
    taskSeconds: TRAIN_SECONDS,
    memoryBytes: TRAIN_BYTES,
    niceness: LOWEST_PRIORITY,
    readable: [folder, task.cache, SHIPPED_MODELS],
    writable: [folder, task.cache],
  });
  try {
    return await pool.run(task, { ...(signal && { signal }), ...(onProgress && { onProgress }) });
  } finally {
    await pool.close();
  }
}

/** @throws bad-request where there is too little to learn from */
export function refuseTooFew(songs: readonly LabelledSong[]): void {
  const genres = new Set(songs.map(({ label }) => label));
  if (genres.size >= 2) return;
  throw new TonearmError(
    'bad-request',
    `Expected two genres with at least ${MIN_SONGS} songs by ${MIN_ARTISTS} artists each, got ${genres.size}: say of more songs what they are.`,
  );
}

/** Number of folds, at most the artists of the rarest genre. */
function foldsFor(songs: readonly LabelledSong[]): number {
  const artists = new Map<string, Set<string>>();
  for (const { label, artist, contentHash } of songs) {
    const known = artists.get(label) ?? new Set();
    artists.set(label, known.add(artist?.toLowerCase() ?? contentHash));
  }
  return Math.min(MAX_FOLDS, ...[...artists.values()].map(({ size }) => size));
}

/** Manifest of songs, as training reads it. */
export function manifestOf(songs: readonly LabelledSong[]): string {
  const rows = songs.map(({ path, label, artist }) => [path, label, artist ?? '']);
  return [['path', 'label', 'artist'], ...rows].map((cells) => `${csvLine(cells)}\n`).join('');
}

/** Accuracy of the current model on the labelled songs. */
export function rightBefore(songs: readonly LabelledSong[]): Share {
  return wilson(songs.filter(({ label, heard }) => label === heard).length, songs.length);
}

function figuresOf(songs: readonly LabelledSong[], { after, protocol, used }: TrainResult): TrainedFigures {
  const known = new Set(used);
  const tested = songs.filter(({ path }) => known.has(path));
  return {
    songs: tested.length,
    artists: new Set(tested.map(({ artist, contentHash }) => artist?.toLowerCase() ?? contentHash)).size,
    genres: [...new Set(tested.map(({ label }) => label))].sort(),
    before: rightBefore(tested),
    after,
    protocol,
  };
}
