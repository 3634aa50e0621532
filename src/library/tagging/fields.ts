import type { TagFields } from './contract.ts';
import { type NamedTexts, TEXT_NAMES } from './named-texts.ts';
import type { TagEdit } from './tag-editor.ts';

export function isSameFields(a: TagFields, b: TagFields): boolean {
  const isSameTexts = TEXT_NAMES.every((name) => a.texts?.[name] === b.texts?.[name]);
  return a.tempo === b.tempo && isSameList(a.genres, b.genres) && isSameTexts;
}

/** Difference between two states of the fields, to be written. */
export function editOf(before: TagFields, after: TagFields): TagEdit {
  return {
    ...(isSameList(before.genres, after.genres) ? {} : { genres: after.genres }),
    ...textsEdit(before.texts, after.texts),
    ...(before.tempo === after.tempo || after.tempo === null ? {} : { tempo: after.tempo }),
  };
}

function textsEdit(before: NamedTexts = {}, after: NamedTexts = {}): Pick<TagEdit, 'texts'> {
  const changed = TEXT_NAMES.filter((name) => after[name] !== undefined && after[name] !== before[name]);
  if (changed.length === 0) return {};
  return { texts: Object.fromEntries(changed.map((name) => [name, after[name]])) };
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
