import { librosa57 } from './librosa-57.ts';
import type { Recipe } from './recipe.ts';
import { speechMfccCov } from './speech-mfcc.ts';

/** Every recipe that this build can compute, by name. */
export const RECIPES: readonly Recipe[] = [speechMfccCov, librosa57];

/** The recipe of that name (and version, if given), or undefined when this build does not have it. */
export function findRecipe(name: string, version?: number): Recipe | undefined {
  return RECIPES.find((recipe) => recipe.name === name && (version ?? recipe.version) === recipe.version);
}
