/** Chosen model: the usual one, or one made from the library. This browser remembers it. */
import type { ModelList } from '../../src/server/schema.ts';
import { createStore } from '../shell/store.ts';
import type { Engine } from './engine.ts';

export interface OwnModel {
  readonly name: string;
  readonly madeAt: string;
}

interface Kept {
  readonly models: readonly OwnModel[];
  /** Name of one of them; undefined: the usual model. */
  readonly chosen?: string | undefined;
}

const KEPT_AS = 'tonearm-models';

export const modelChoice = createStore<Kept>(read());

/** Chooses the model for songs from now on. */
export function chooseModel(chosen: string | undefined): void {
  keep({ ...modelChoice.get(), chosen });
}

/** Remembers which models there are, so that they are offered at once on the next visit. */
export function noteModels({ models }: ModelList): void {
  const own = models.flatMap(({ name, madeAt }) => (madeAt === undefined ? [] : [{ name, madeAt }]));
  const { chosen } = modelChoice.get();
  keep({ models: own, chosen: own.find(({ name }) => name === chosen)?.name });
}

/** An engine that asks the chosen model, unless it is told another. */
export function withChosenModel(engine: Engine): Engine {
  const classify: Engine['classify'] = (file, options) => {
    const { chosen } = modelChoice.get();
    return engine.classify(file, { ...(chosen !== undefined && { model: chosen }), ...options });
  };
  return { ...engine, classify };
}

function keep(choice: Kept): void {
  modelChoice.set(choice);
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(choice));
  } catch {
    // Refused by the browser: it holds as long as the page does.
  }
}

function read(): Kept {
  try {
    return JSON.parse(localStorage.getItem(KEPT_AS) ?? '') as Kept;
  } catch {
    return { models: [] };
  }
}
