/** Features of a song for training, from segments that are cut as `classify` cuts them. */
import { TonearmError } from '../errors.ts';
import { Analysis, type AnalysisOptions } from '../features/analysis.ts';
import { fingerprint } from '../features/fingerprint.ts';
import type { FeatureArray, Recipe } from '../features/recipe.ts';
import { findRecipe } from '../features/recipes.ts';
import { type Alteration, alterSound, drawAlteration } from './alteration.ts';
import { type Segment, type SegmentSpec, segmentsOf } from './segments.ts';
import type { SongInput } from './song.ts';

/** Features of a song's segments, by one recipe. */
export interface FeatureRequest {
  readonly recipe: string;
  readonly version: number;
  readonly seconds: number;
  readonly hopSeconds: number;
  /** Number of half-minute passages of a longer song. Default: all of it. */
  readonly passages?: number;
  /** Whether to analyse only the segment in the middle. */
  readonly middle?: true;
  /** Number of an altered copy, from 1. Default: the song as it is. */
  readonly copy?: number;
}

export interface ExtractOptions extends AnalysisOptions {
  /** Content hash, which decides how copies are altered. */
  readonly contentHash?: string;
}

export interface Extracted {
  /** Feature arrays by recipe of `wanted`, then by segment. */
  readonly features: readonly (readonly FeatureArray[])[];
  readonly durationSeconds: number;
}

/** Requests for one version of a song (itself or an altered copy), segmented in one way. */
interface Version extends SegmentSpec {
  readonly alteration: Alteration | undefined;
  /** Duration of a segment after its alteration, as recipes get it. */
  readonly alteredSeconds: number;
  readonly passages: number | undefined;
  readonly wanted: { readonly recipe: Recipe; readonly features: FeatureArray[] }[];
}

/**
 * Features of a song by several recipes and segmentations, from one decoding; passages of it need another.
 * @throws as `openAudio`; too-short where less than 3 s sound, silent, bad-request for a recipe that this build does not
 * have.
 */
export async function extractFeatures(
  song: SongInput,
  wanted: readonly FeatureRequest[],
  options: ExtractOptions = {},
): Promise<Extracted> {
  const versions = new Map<string, Version>();
  const features = wanted.map((one) => {
    const key = `${one.seconds} ${one.hopSeconds} ${one.passages} ${one.copy}`;
    const version = versions.get(key) ?? versionOf(one, options.contentHash ?? '0');
    versions.set(key, version);
    const computed: FeatureArray[] = [];
    version.wanted.push({ recipe: recipeOf(one), features: computed });
    return computed;
  });
  let durationSeconds = 0;
  for (const passages of new Set([...versions.values()].map((version) => version.passages))) {
    const alike = [...versions.values()].filter((version) => version.passages === passages);
    const segments = await segmentsOf(song, alike, { ...options, passages });
    for await (const segment of segments) {
      const analysis = alteredAnalysis(segment, options);
      for (const { recipe, features } of segment.spec.wanted) features.push(await recipe.compute(analysis));
    }
    segments.assertSound();
    durationSeconds = segments.durationSeconds;
  }
  const chosen = features.map((rows, i) => (wanted[i].middle ? [rows[rows.length >> 1]] : rows));
  return { features: chosen, durationSeconds };
}

/** Version of a song for a request: a copy that is slower or faster comes from shorter or longer segments. */
function versionOf({ seconds, hopSeconds, passages, copy }: FeatureRequest, contentHash: string): Version {
  const alteration = copy === undefined ? undefined : drawAlteration(contentHash, copy);
  const tempo = alteration?.tempo ?? 1;
  return {
    seconds: seconds * tempo,
    hopSeconds: hopSeconds * tempo,
    alteration,
    alteredSeconds: seconds,
    passages,
    wanted: [],
  };
}

/** Analysis of an altered segment, as long as specified; of a song shorter than that, as much as there is. */
function alteredAnalysis({ analysis, spec, weight }: Segment<Version>, options: AnalysisOptions): Analysis {
  const { alteration, alteredSeconds } = spec;
  if (!alteration) return analysis;
  const { signal, sampleRate } = analysis;
  const whole = Math.round(alteredSeconds * sampleRate);
  const length = weight === 1 ? whole : Math.min(signal.length, whole);
  return new Analysis({ data: alterSound(signal, alteration, length), sampleRate }, options);
}

function recipeOf({ recipe, version }: FeatureRequest): Recipe {
  if (recipe === fingerprint.name) return fingerprint;
  const found = findRecipe(recipe, version);
  if (!found)
    throw new TonearmError(
      'bad-request',
      `Expected a recipe of this build, got ${recipe} version ${version}.`,
    );
  return found;
}
