/** What a worker process does with one song: cuts it, as `classify` does, and computes the features. */
import { type Segment, type SegmentSpec, segmentsOf } from '../analysis/segments.ts';
import type { SongInput } from '../analysis/song.ts';
import { TonearmError } from '../errors.ts';
import { Analysis } from '../features/analysis.ts';
import type { FeatureArray, Recipe } from '../features/recipe.ts';
import { findRecipe } from '../features/recipes.ts';
import { shippedEar } from '../jobs/shipped-models.ts';
import { type Alteration, alterSound, drawAlteration } from './alteration.ts';
import type { Wanted } from './feature-cache.ts';
import { fingerprint } from './fingerprint.ts';

export interface Heard {
  /** For each of `wanted`, an array a segment. */
  readonly features: readonly (readonly FeatureArray[])[];
  readonly durationSeconds: number;
}

/** What is wanted of the song itself, or of one altered copy of it, cut in one way. */
interface Version extends SegmentSpec {
  readonly alteration: Alteration | undefined;
  /** Seconds of a segment as the recipes meet it. */
  readonly heardSeconds: number;
  readonly wanted: { readonly recipe: Recipe; readonly features: FeatureArray[] }[];
}

/**
 * Features of a song by several recipes and cuts, from one decoding.
 *
 * @param contentHash decides how copies are altered
 * @throws as `openAudio`; too-short where less than 3 s sound, Silent, bad-request for a recipe that this build does not
 * have.
 */
export async function hearSong(
  input: SongInput,
  wanted: readonly Wanted[],
  contentHash = '0',
): Promise<Heard> {
  const versions = new Map<string, Version>();
  const features = wanted.map((one) => {
    const key = `${one.seconds} ${one.hopSeconds} ${one.copy}`;
    const version = versions.get(key) ?? versionOf(one, contentHash);
    versions.set(key, version);
    const computed: FeatureArray[] = [];
    version.wanted.push({ recipe: recipeOf(one), features: computed });
    return computed;
  });
  const segments = await segmentsOf(input, [...versions.values()], { ear: shippedEar });
  for await (const segment of segments) {
    const analysis = alteredAnalysis(segment);
    for (const { recipe, features } of segment.spec.wanted) features.push(await recipe.compute(analysis));
  }
  segments.assertSound();
  return { features, durationSeconds: segments.durationSeconds };
}

/** A copy that is slower or faster comes from segments that are shorter or longer. */
function versionOf({ seconds, hopSeconds, copy }: Wanted, contentHash: string): Version {
  const alteration = copy === undefined ? undefined : drawAlteration(contentHash, copy);
  const tempo = alteration?.tempo ?? 1;
  return {
    seconds: seconds * tempo,
    hopSeconds: hopSeconds * tempo,
    alteration,
    heardSeconds: seconds,
    wanted: [],
  };
}

/** A whole segment comes out as long as it is meant to be; of a song that fills none, as much as there is. */
function alteredAnalysis({ analysis, spec, weight }: Segment<Version>): Analysis {
  const { alteration, heardSeconds } = spec;
  if (!alteration) return analysis;
  const { signal, sampleRate } = analysis;
  const whole = Math.round(heardSeconds * sampleRate);
  const length = weight === 1 ? whole : Math.min(signal.length, whole);
  return new Analysis({ data: alterSound(signal, alteration, length), sampleRate }, { ear: shippedEar });
}

function recipeOf({ recipe, version }: Wanted): Recipe {
  if (recipe === fingerprint.name) return fingerprint;
  const found = findRecipe(recipe, version);
  if (!found)
    throw new TonearmError(
      'bad-request',
      `Expected a recipe of this build, got ${recipe} version ${version}.`,
    );
  return found;
}
