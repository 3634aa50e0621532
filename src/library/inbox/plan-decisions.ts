/** Plan of decisions in the inbox, to be written as any plan of tags. */
import type { RankedGenre } from '../../classify/prediction.ts';
import type { Library } from '../store/store.ts';
import type { PlanOptions, TagChange, TagFields, TagPlan, TagSkip } from '../tagging/contract.ts';
import { isSameFields } from '../tagging/fields.ts';
import { type AnalysedFile, analysedFiles, compare } from '../tagging/plan.ts';
import { Refusal, refusalOf } from '../tagging/refusal.ts';
import { type Action, genresAfter } from './decide.ts';

/** Plans tag changes in order of path, for every file of a song with a decision. */
export async function planDecisions(
  library: Library,
  decisions: ReadonlyMap<number, Action>,
  options: Omit<PlanOptions, 'songs'> = {},
): Promise<TagPlan> {
  const files = await analysedFiles(library, { ...options, songs: [...decisions.keys()] });
  const changes: TagChange[] = [];
  const skipped: TagSkip[] = [];
  for (const file of files) {
    options.signal?.throwIfAborted();
    const planned = await planFile(file, decisions.get(file.song)!, options.breakLinks);
    if ('after' in planned) changes.push(planned);
    else skipped.push(planned);
    options.onProgress?.({ done: changes.length + skipped.length, total: files.length });
  }
  return { changes, skipped };
}

async function planFile(
  file: AnalysedFile,
  action: Action,
  breakLinks: boolean | undefined,
): Promise<TagChange | TagSkip> {
  const { song, path, contentHash } = file;
  try {
    const genre = answerOf(file);
    const { before, after } = await compare(file, breakLinks, (fields) => decided(fields, genre, action));
    return { song, path, contentHash, before, after };
  } catch (error) {
    const { reason, message } = refusalOf(error);
    return { song, path, reason, message };
  }
}

/** @throws Refusal where there is none */
function answerOf({ ranking, outside }: AnalysedFile): string {
  if (outside) throw new Refusal('unsure', 'The song is of none of the genres that the model knows.');
  const [first]: readonly RankedGenre[] = JSON.parse(ranking);
  return first.genre;
}

/** @throws Refusal where nothing would change */
function decided(before: TagFields, genre: string, action: Action): TagFields {
  const after = { ...before, genres: genresAfter(before.genres, genre, action) };
  if (!isSameFields(before, after)) return after;
  throw new Refusal('same', 'It says so already.');
}
