/** A model is one `.onnx` file: the graph, and under the metadata key `tonearm` what it says about itself. */
import { TonearmError } from '../errors.ts';
import type { Ear } from '../features/analysis.ts';
import type { FeatureArray, Recipe } from '../features/recipe.ts';
import { findRecipe } from '../features/recipes.ts';
import { decodeSummary } from '../onnx/decode-summary.ts';
import type { Graph } from '../onnx/graph.ts';
import type { ModelSummary } from '../onnx/proto.ts';
import { openSession, type Session } from '../onnx/session.ts';
import type { ModelInfo, RecipeReference } from './model-info.ts';
import { parseInfo } from './parse-info.ts';

/** A model that is ready to hear. */
export interface Model {
  readonly info: ModelInfo;
  /** Features to compute from a segment, in the order that `predict` takes them. */
  readonly recipes: readonly Recipe[];
  /** Embedding network for the analyses of its recipes. */
  readonly ear: Ear | undefined;
  /** @param features one array a recipe, in the order of `recipes`, of the shape that the recipe states. */
  predict(features: readonly FeatureArray[]): Promise<ModelAnswer>;
  /** Frees the model; it is of no use afterwards. */
  release(): Promise<void>;
}

/** Answer of a model for one segment. */
export interface ModelAnswer {
  /** Calibrated, of each genre of `info.genres`, in that order, summing to 1; of several genres a song each for itself. */
  readonly probabilities: Float32Array;
  /** Probability that it is of none of them, 0..1; 0 if the model does not know outside songs. */
  readonly outside: number;
}

export interface LoadOptions {
  /** Embedding network, for models whose recipes need it. */
  readonly ear?: Ear;
  /** Makes the graph ready to run; by default in this thread. */
  readonly open?: (bytes: Uint8Array) => Promise<ModelSession>;
}

/** Part of a session that a model uses. */
export type ModelSession = Pick<Session, 'run' | 'release'>;

/** Name of the graph's result: float32, [songs, genres]. */
export const PROBABILITIES = 'probabilities';
/** Name of the optional second result: float32, [songs, 1]. */
export const OUTSIDE_PROBABILITY = 'outside';
const METADATA_KEY = 'tonearm';
const MAX_DEVIATION_FROM_ONE = 1e-3;

/** The bytes of a model file: `graph` has an input for each recipe and the output `probabilities`. */
export function writeModel(graph: Graph, info: ModelInfo): Uint8Array {
  graph.metadata[METADATA_KEY] = JSON.stringify(info);
  const bytes = graph.toBytes();
  checkGraph(decodeSummary(bytes), readModelInfo(bytes));
  return bytes;
}

/**
 * Reads a model file's description, without making the model ready to run.
 * @throws bad-model where the bytes are no model of Tonearm.
 */
export function readModelInfo(bytes: Uint8Array): ModelInfo {
  return infoOf(decodeSummary(bytes));
}

/**
 * Opens a model file for prediction.
 * @throws bad-model where the bytes are no model of Tonearm, or one for recipes that this build does not have.
 */
export async function loadModel(
  bytes: Uint8Array,
  { ear, open = openSession }: LoadOptions = {},
): Promise<Model> {
  const summary = decodeSummary(bytes);
  const info = infoOf(summary);
  const recipes = info.recipes.map(requireRecipe);
  checkGraph(summary, info);
  for (const recipe of recipes) checkInput(summary, recipe);
  const session = await open(bytes);
  return {
    info,
    recipes,
    ear,
    predict: (features) => predict(session, recipes, features, info),
    release: () => session.release(),
  };
}

function infoOf(summary: ModelSummary): ModelInfo {
  const json = summary.metadata[METADATA_KEY];
  if (json === undefined)
    throw new TonearmError(
      'bad-model',
      'Expected a model of Tonearm, got an ONNX file without its description',
    );
  return parseInfo(json);
}

function requireRecipe(wanted: RecipeReference): Recipe {
  const { name, version } = wanted;
  const recipe = findRecipe(name, version);
  if (recipe === undefined) {
    const known = findRecipe(name);
    const got = known === undefined ? 'no recipe of that name' : `version ${known.version}`;
    throw new TonearmError(
      'bad-model',
      `Expected recipe ${quote(name)} version ${version}, got ${got} in this build`,
    );
  }
  if (canonical(recipe.parameters) !== canonical(wanted.parameters)) {
    const [expected, got] = [wanted.parameters, recipe.parameters].map(canonical);
    throw new TonearmError(
      'bad-model',
      `Expected recipe ${quote(name)} version ${version} with ${expected}, got ${got} in this build`,
    );
  }
  return recipe;
}

function canonical(parameters: RecipeReference['parameters']): string {
  const entries = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(entries)).slice(0, 1000);
}

function checkGraph(summary: ModelSummary, info: ModelInfo): void {
  const [inputs, recipes] = [summary.inputs, info.recipes].map((list) => list.map(({ name }) => name).sort());
  if (inputs.join() !== recipes.join())
    throw new TonearmError('bad-model', `Expected the inputs ${quote(recipes)}, got ${quote(inputs)}`);
  checkOutput(summary, PROBABILITIES, info.genres.length);
  if (info.outsideFrom !== undefined) checkOutput(summary, OUTSIDE_PROBABILITY, 1);
}

function checkOutput(summary: ModelSummary, name: string, width: number): void {
  const output = summary.outputs.find((each) => each.name === name);
  if (output === undefined)
    throw new TonearmError('bad-model', `Expected an output ${quote(name)}, got none`);
  if (output.type !== 'float32' || output.shape.join() !== `-1,${width}`) {
    throw new TonearmError(
      'bad-model',
      `Expected ${name} as float32 [-1,${width}], got ${output.type} [${output.shape}]`,
    );
  }
}

function checkInput(summary: ModelSummary, recipe: Recipe): void {
  const input = summary.inputs.find(({ name }) => name === recipe.name);
  const shape = [-1, ...recipe.shape];
  if (input?.type !== 'float32' || input.shape.join() !== shape.join()) {
    throw new TonearmError(
      'bad-model',
      `Expected input ${quote(recipe.name)} as float32 [${shape}], got ${input?.type} [${input?.shape}]`,
    );
  }
}

async function predict(
  session: ModelSession,
  recipes: readonly Recipe[],
  features: readonly FeatureArray[],
  { genres, outsideFrom, claimedFrom }: ModelInfo,
): Promise<ModelAnswer> {
  const inputs = recipes.map(({ name }, i) => {
    const { data, shape } = features[i];
    return [name, { type: 'float32', data, shape: [1, ...shape] }] as const;
  });
  const results = await session.run(Object.fromEntries(inputs)).catch((cause) => {
    if (cause instanceof TonearmError) throw cause;
    throw new TonearmError(
      'bad-model',
      'Expected a model that runs, got one that fails. Use another model.',
      {
        cause,
      },
    );
  });
  const probabilities = results[PROBABILITIES].data as Float32Array;
  if (claimedFrom) checkShares(probabilities, genres.length);
  else checkProbabilities(probabilities, genres.length);
  const outside = outsideFrom === undefined ? 0 : Number(results[OUTSIDE_PROBABILITY].data[0]);
  if (!(outside >= 0 && outside <= 1)) {
    throw new TonearmError('bad-model', `Expected a probability of being outside, got ${outside}`);
  }
  return { probabilities, outside };
}

function checkProbabilities(probabilities: Float32Array, genres: number): void {
  const sum = probabilities.reduce((total, probability) => total + probability, 0);
  const fits = probabilities.length === genres && probabilities.every((probability) => probability >= 0);
  if (!fits || !(Math.abs(sum - 1) < MAX_DEVIATION_FROM_ONE)) {
    throw new TonearmError(
      'bad-model',
      `Expected ${genres} probabilities that sum to 1, got ${probabilities.length} that sum to ${sum}`,
    );
  }
}

function checkShares(probabilities: Float32Array, genres: number): void {
  if (probabilities.length === genres && probabilities.every((share) => share >= 0 && share <= 1)) return;
  throw new TonearmError('bad-model', `Expected ${genres} probabilities of 0 to 1, got others`);
}

function quote(value: string | readonly string[]): string {
  return JSON.stringify(value).slice(0, 500);
}
