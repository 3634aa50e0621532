/** Counts of what texts are searched for, of a table that has their words alone. */
import { sql } from 'kysely';
import type { SongFilter } from '../../catalogue/song-filter.ts';
import { foldedWords } from '../../fold.ts';
import type { Library } from '../../store/store.ts';
import { allOf, containing } from './conditions.ts';

/** Words of a folded text, each once, without those that stand in another: what stands in a word of it stands in these. */
export function distinctWords(text: string): string {
  const kept: string[] = [];
  for (const word of [...new Set(text.split(/\s+/u))].sort((a, b) => b.length - a.length))
    if (!kept.some((longer) => longer.includes(word))) kept.push(word);
  return kept.join('\n');
}

/** Whether a filter asks for a text and nothing else. */
export function asksForText({ text, ...others }: SongFilter): boolean {
  return foldedWords(text ?? '').length > 0 && Object.values(others).every((value) => value === undefined);
}

/** Number of songs of the whole list with all words of a text. */
export async function countWith(library: Library, text: string): Promise<number> {
  const where = allOf(foldedWords(text).map((word) => containing(sql`words`, word)));
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from listed_texts where ${where}`.execute(library);
  return rows[0].total;
}
