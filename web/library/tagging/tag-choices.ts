/** What shall be written into the files. Pure. */
import type { TagPlanRequest } from '../../../src/server/library-schema.ts';

export interface TagChoices {
  readonly scope: 'all' | 'selected';
  readonly only: 'empty' | 'all';
  readonly sureOnly: boolean;
  readonly tempo: boolean;
  /** The user's names, as typed, for our genres. */
  readonly names: Readonly<Record<string, string>>;
}

/** The careful ones. */
export const START: TagChoices = { scope: 'all', only: 'empty', sureOnly: true, tempo: false, names: {} };
const MAX_NAMES = 10;

/** What the server is asked. @param selected songs, used where the choices say so. */
export function requestOf(choices: TagChoices, selected: readonly number[]): TagPlanRequest {
  const { scope, only, sureOnly, tempo } = choices;
  const names = namesOf(choices.names);
  return {
    only,
    sureOnly,
    tempo,
    ...(scope === 'selected' ? { songs: [...selected] } : {}),
    ...(Object.keys(names).length > 0 ? { names } : {}),
  };
}

/** `{ hiphop: 'Hip-Hop, Urban', rock: ' ' }` -> `{ hiphop: ['Hip-Hop', 'Urban'] }` */
export function namesOf(typed: Readonly<Record<string, string>>): Record<string, string[]> {
  const lists = Object.entries(typed).map(([genre, text]): [string, string[]] => {
    const names = text.split(',').map((name) => name.trim());
    return [genre, [...new Set(names.filter((name) => name !== ''))].slice(0, MAX_NAMES)];
  });
  return Object.fromEntries(lists.filter(([, names]) => names.length > 0));
}
