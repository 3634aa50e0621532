/** What a worker process does with one song: hears it in windows, as `classify` does, and keeps the features. */
import type { ByteSource } from '../audio/byte-source.ts';
import { streamSamples } from '../audio/load.ts';
import { SAMPLE_RATE } from '../audio/samples.ts';
import { isSilent, MIN_SECONDS } from '../classify/classify.ts';
import { windows } from '../classify/segments.ts';
import { BadRequest, Silent, TooShort } from '../errors.ts';
import { Analysis } from '../features/analysis.ts';
import type { FeatureArray, Recipe } from '../features/recipe.ts';
import { findRecipe } from '../features/recipes.ts';
import { shippedEar } from '../jobs/shipped-models.ts';
import { alterSound, drawAlteration } from './alteration.ts';
import type { Wanted } from './feature-cache.ts';
import { fingerprint } from './fingerprint.ts';

export interface Heard {
  /** For each of `wanted`, an array a window that is not silent. */
  readonly features: readonly (readonly FeatureArray[])[];
  readonly durationSeconds: number;
}

/**
 * Features of a song by several recipes and cuts; each cut, and each altered copy, is a pass over the file in
 * bounded memory.
 *
 * @param contentHash decides how copies are altered
 * @throws as `openAudio`; TooShort under 3 s, Silent, BadRequest for a recipe that this build does not have.
 */
export async function hearSong(
  source: ByteSource,
  wanted: readonly Wanted[],
  contentHash = '0',
): Promise<Heard> {
  const cuts = new Map<string, Wanted[]>();
  for (const one of wanted) {
    const key = `${one.seconds} ${one.hopSeconds} ${one.copy}`;
    cuts.set(key, [...(cuts.get(key) ?? []), one]);
  }
  const features = new Map<Wanted, FeatureArray[]>();
  let durationSeconds = 0;
  for (const group of cuts.values()) {
    const heard = await hearCut(source, group, contentHash);
    durationSeconds = heard.durationSeconds;
    group.forEach((one, index) => {
      features.set(one, heard.features[index]);
    });
  }
  return { features: wanted.map((one) => features.get(one)!), durationSeconds };
}

async function hearCut(source: ByteSource, wanted: readonly Wanted[], contentHash: string) {
  const [{ seconds, hopSeconds, copy }] = wanted;
  const alteration = copy === undefined ? undefined : drawAlteration(contentHash, copy);
  const [length, hop] = [seconds, hopSeconds].map((time) =>
    Math.round(time * SAMPLE_RATE * (alteration?.tempo ?? 1)),
  );
  const recipes = wanted.map(recipeOf);
  const features: FeatureArray[][] = recipes.map(() => []);
  const { chunks } = await streamSamples(source);
  let durationSeconds = 0;
  for await (const { start, data } of windows(chunks, length, hop)) {
    durationSeconds = (start + data.length) / SAMPLE_RATE;
    if (isSilent(data)) continue;
    const altered = alteration && alterSound(data, alteration, alteredLength(data.length, length, seconds));
    const analysis = new Analysis({ data: altered ?? data, sampleRate: SAMPLE_RATE }, { ear: shippedEar });
    for (const [i, recipe] of recipes.entries()) features[i].push(await recipe.compute(analysis));
  }
  if (durationSeconds < MIN_SECONDS) {
    throw new TooShort(`Expected at least ${MIN_SECONDS} s of sound, got ${durationSeconds.toFixed(1)} s.`);
  }
  if (features[0].length === 0) throw new Silent('Expected sound, got silence from beginning to end.');
  return { features, durationSeconds };
}

/** A whole window comes out as long as it is meant to be; of a song that fills none, as much as there is. */
function alteredLength(got: number, whole: number, seconds: number): number {
  return got === whole ? seconds * SAMPLE_RATE : Math.min(got, seconds * SAMPLE_RATE);
}

function recipeOf({ recipe, version }: Wanted): Recipe {
  if (recipe === fingerprint.name) return fingerprint;
  const found = findRecipe(recipe, version);
  if (!found) throw new BadRequest(`Expected a recipe of this build, got ${recipe} version ${version}.`);
  return found;
}
