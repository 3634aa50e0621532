/** Input bytes by seed. */
import { readdirSync, readFileSync } from 'node:fs';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';

const AUDIO = new URL('../fixtures/audio/', import.meta.url);
const MODELS = new URL('../../models/', import.meta.url);
/** The smaller one. */
const MODEL_SEED = 'nearest-songs.onnx';

/** Every input that ever broke something. */
export const BROKEN = new URL('../fixtures/broken/', import.meta.url);

const kept = new Map<string, readonly Uint8Array[]>();

export function inputOf(target: string, seed: number): Uint8Array {
  const random = new Random(seed);
  const seeds = seedsOf(target);
  return mutate(random.one(seeds), random.one(seeds), random);
}

export function brokenNames(): string[] {
  return readdirSync(BROKEN).filter((name) => !name.endsWith('.md'));
}

function seedsOf(target: string): readonly Uint8Array[] {
  const known = kept.get(target);
  if (known) return known;
  const seeds =
    target === 'model'
      ? [readFileSync(new URL(MODEL_SEED, MODELS))]
      : readdirSync(AUDIO).map((name) => readFileSync(new URL(name, AUDIO)));
  kept.set(target, seeds);
  return seeds;
}
