import type { TagFields } from './contract.ts';
import type { TagEdit } from './tag-editor.ts';

export function isSameFields(a: TagFields, b: TagFields): boolean {
  return a.tempo === b.tempo && isSameList(a.genres, b.genres);
}

/** Only what differs is written. */
export function editOf(before: TagFields, after: TagFields): TagEdit {
  return {
    ...(isSameList(before.genres, after.genres) ? {} : { genres: after.genres }),
    ...(before.tempo === after.tempo || after.tempo === null ? {} : { tempo: after.tempo }),
  };
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
