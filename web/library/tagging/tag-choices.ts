/** Choices of tagging. Pure. */

import { checkTemplate, fillTemplate, unknownIn } from '../../../src/description/comment-template.ts';
import type { LibrarySong, TagPlanRequest } from '../../../src/server/library-schema.ts';

export interface TagChoices {
  readonly scope: 'all' | 'selected';
  /** Kind of the tags: descriptions, or loudness. */
  readonly what: 'sound' | 'loudness';
  readonly only: 'empty' | 'all';
  readonly genre: boolean;
  readonly sureOnly: boolean;
  readonly tempo: boolean;
  readonly key: 'none' | 'letters' | 'camelot';
  readonly mood: boolean;
  /** The template as typed; nothing: no comment. */
  readonly comment: string;
  /** The user's names, as typed, for our genres. */
  readonly names: Readonly<Record<string, string>>;
}

/** Default choices, the careful ones. */
export const START: TagChoices = {
  scope: 'all',
  what: 'sound',
  only: 'empty',
  genre: true,
  sureOnly: true,
  tempo: false,
  key: 'none',
  mood: false,
  comment: '',
  names: {},
};
const MAX_NAMES = 10;

/** Request of the choices. @param selected songs, used if the choices say so */
export function requestOf(choices: TagChoices, selected: readonly number[]): TagPlanRequest {
  const { scope, what, only, genre, sureOnly, tempo, key, mood } = choices;
  const songs = scope === 'selected' ? { songs: [...selected] } : {};
  if (what === 'loudness') return { only, sureOnly, tempo: false, replayGain: true, ...songs };
  const names = namesOf(choices.names);
  const comment = choices.comment.trim();
  return {
    only,
    sureOnly,
    tempo,
    ...(genre ? {} : { genre }),
    ...(key === 'none' ? {} : { key }),
    ...(mood ? { mood } : {}),
    ...(comment === '' ? {} : { comment }),
    ...songs,
    ...(genre && Object.keys(names).length > 0 ? { names } : {}),
  };
}

/** Whether there is something to write. */
export function isComplete({ what, scope, genre, tempo, key, mood, comment }: TagChoices): boolean {
  if (what === 'loudness') return scope === 'selected';
  const wantsComment = comment.trim() !== '';
  return (!wantsComment || isTemplate(comment)) && (genre || tempo || key !== 'none' || mood || wantsComment);
}

/** Whether a comment names something, and nothing that there is not. */
export function isTemplate(comment: string): boolean {
  try {
    checkTemplate(comment.trim());
    return true;
  } catch {
    return false;
  }
}

/** The comment that a song would get, or names of what is not known of it. */
export function commentOf(comment: string, song: LibrarySong): { text: string | null; unknown: string[] } {
  const sound = { ...song, tempo: song.tempoConfidence === null ? null : song.beatsPerMinute };
  const template = comment.trim();
  return { text: fillTemplate(template, sound), unknown: unknownIn(template, sound) };
}

/** `{ hiphop: 'Hip-Hop, Urban', rock: ' ' }` -> `{ hiphop: ['Hip-Hop', 'Urban'] }` */
export function namesOf(typed: Readonly<Record<string, string>>): Record<string, string[]> {
  const lists = Object.entries(typed).map(([genre, text]): [string, string[]] => {
    const names = text.split(',').map((name) => name.trim());
    return [genre, [...new Set(names.filter((name) => name !== ''))].slice(0, MAX_NAMES)];
  });
  return Object.fromEntries(lists.filter(([, names]) => names.length > 0));
}
