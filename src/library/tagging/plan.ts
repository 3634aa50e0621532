/** Plan of tags to write, file by file. Nothing is changed here. */
import { setImmediate } from 'node:timers/promises';
import { pathOf } from '../../classify/levels.ts';
import type { RankedGenre } from '../../classify/prediction.ts';
import type { KnownSound } from '../../description/comment-template.ts';
import { fileSource } from '../../jobs/file-source.ts';
import { rangeBelow } from '../../jobs/path-rules.ts';
import { readColumns } from '../columns/song-columns.ts';
import { correctedAnswer } from '../corrections/taught.ts';
import type { Library } from '../store/store.ts';
import type { PlanOptions, TagChange, TagFields, TagPlan, TagRules, TagSkip } from './contract.ts';
import { openTags } from './editor.ts';
import { editOf, isSameFields } from './fields.ts';
import { inspectFile } from './inspect.ts';
import { namesOfPath } from './names.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { refuseUnknown, textsOfSound, wantsTexts } from './sound-texts.ts';

export interface AnalysedFile extends KnownSound {
  readonly song: number;
  readonly path: string;
  readonly contentHash: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** First of the ranking, or a parent of genres. */
  readonly genre: string;
  /** Claimed genres, the most probable first. */
  readonly genres: readonly string[];
  /** Ranking as a JSON array of `RankedGenre`. */
  readonly ranking: string;
  readonly confidence: number;
  readonly unsure: boolean;
  readonly outside: boolean;
  readonly album: string | null;
}

/** Number of files inspected concurrently: they wait for the disk, not for the processor. */
const LANES = 8;
/** Rows read at a time, yielding to other work. */
const CHUNK = 500;

/**
 * Compares the library's genres with each file's tags. In order of path.
 * @throws the signal's reason when called off.
 */
export async function planTags(
  library: Library,
  rules: TagRules,
  options: PlanOptions = {},
): Promise<TagPlan> {
  const files = await analysedFiles(library, options);
  const results: (TagChange | TagSkip)[] = new Array(files.length);
  const queue = files.entries();
  let done = 0;
  const lanes = Array.from({ length: LANES }, async () => {
    for (const [index, file] of queue) {
      options.signal?.throwIfAborted();
      results[index] = await planFile(file, rules, options);
      done++;
      options.onProgress?.({ done, total: files.length });
    }
  });
  await Promise.all(lanes);
  return {
    changes: results.filter((result) => 'after' in result),
    skipped: results.filter((result) => 'reason' in result),
  };
}

export async function analysedFiles(
  library: Library,
  { songs, below }: PlanOptions,
): Promise<AnalysedFile[]> {
  const wanted = songs && new Set(songs);
  const files: AnalysedFile[] = [];
  for (let rows = await rowsBehind(library, ''); rows.length > 0; ) {
    const asked = rows.filter(
      ({ id, path }) => (!wanted || wanted.has(id)) && (!below || below.some((place) => isIn(place, path))),
    );
    for (const row of asked) files.push(analysedFile(row));
    await setImmediate();
    rows = await rowsBehind(library, rows[rows.length - 1].path);
  }
  return files;
}

/** Next changes in order of path. */
function rowsBehind(library: Library, path: string) {
  return library
    .selectFrom('files')
    .innerJoin('songs', 'songs.contentHash', 'files.contentHash')
    .leftJoin('taught', 'taught.contentHash', 'songs.contentHash')
    .select(['songs.id', 'files.path', 'files.size', 'files.modifiedMs', 'songs.contentHash'])
    .select(['songs.ranking', 'songs.confidence', 'songs.unsure', 'songs.outside', 'songs.beatsPerMinute'])
    .select(['songs.genre', 'taught.genre as taughtGenre', 'taught.songs as taughtSongs'])
    .select(['songs.tempoConfidence', 'songs.album', 'songs.key', 'songs.camelot', 'songs.mood'])
    .select(['songs.energy', 'songs.genres'])
    .where('songs.genre', 'is not', null)
    .where('files.path', '>', path)
    .orderBy('files.path')
    .limit(CHUNK)
    .execute();
}

function analysedFile(row: Awaited<ReturnType<typeof rowsBehind>>[number]): AnalysedFile {
  const heard = {
    genre: row.genre!,
    genres: readColumns(row, ['genres']).genres,
    confidence: row.confidence!,
    unsure: row.unsure === 1,
    outside: row.outside === 1,
  };
  const { genre, genres, confidence, unsure, outside } = correctedAnswer(heard, row);
  return {
    song: row.id,
    path: row.path,
    contentHash: row.contentHash,
    size: row.size,
    modifiedMs: row.modifiedMs,
    genre,
    genres,
    ranking: row.taughtSongs === null ? row.ranking! : JSON.stringify([{ genre, probability: confidence }]),
    confidence,
    unsure,
    outside,
    tempo: row.tempoConfidence === null ? null : row.beatsPerMinute!,
    album: row.album,
    key: row.key,
    camelot: row.camelot,
    mood: row.mood,
    energy: row.energy,
  };
}

async function planFile(
  file: AnalysedFile,
  rules: TagRules,
  options: PlanOptions,
): Promise<TagChange | TagSkip> {
  const { song, path, contentHash } = file;
  try {
    const wanted = wantedFields(file, rules);
    const { before, after } = await compare(file, options.breakLinks, (fields) =>
      mergeFields(fields, wanted, rules),
    );
    return { song, path, contentHash, before, after };
  } catch (error) {
    const { reason, message } = refusalOf(error);
    return { song, path, reason, message };
  }
}

/** Fields of the analysis, in the user's words. @throws Refusal if none of it is sure enough. */
function wantedFields(file: AnalysedFile, rules: TagRules): TagFields {
  const tempo = rules.tempo && file.tempo !== null ? Math.round(file.tempo) : null;
  if (rules.genre !== false && !wantsTexts(rules)) return { genres: claimedNames(file, rules), tempo };
  // Each for itself: a key may be sure where the genre is not.
  const texts = textsOfSound(file, rules);
  const genres = rules.genre === false ? [] : ifSure(() => claimedNames(file, rules));
  if (genres.length === 0 && tempo === null && Object.keys(texts).length === 0) refuseUnknown();
  return { genres, tempo, texts };
}

function ifSure(names: () => readonly string[]): readonly string[] {
  try {
    return names();
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/** @throws Refusal where the genre is no claim. */
function claimedNames(
  { genre, genres, confidence, unsure, outside, ...file }: AnalysedFile,
  rules: TagRules,
): string[] {
  if (outside) throw new Refusal('unsure', 'The song is of none of the genres that the model knows.');
  const ranking: readonly RankedGenre[] = JSON.parse(file.ranking);
  if ((rules.sureOnly && unsure) || confidence < (rules.atLeast ?? 0)) {
    const percent = Math.round(100 * confidence);
    throw new Refusal('unsure', `Expected to be sure, got ${genre} with ${percent} %.`);
  }
  const others = ranking.filter(({ probability }) => probability >= (rules.several ?? Infinity));
  const all = ranking.map((ranked) => ranked.genre);
  const names = [genre, ...genres, ...others.map((ranked) => ranked.genre)].flatMap((one) =>
    namesOfPath(pathOf(one, all), rules.names),
  );
  return [...new Set(names)];
}

/** @throws Refusal where nothing would change. */
function mergeFields(before: TagFields, wanted: TagFields, { only }: TagRules): TagFields {
  const written = over(before, wanted);
  const after = only === 'empty' ? over(written, before) : written;
  if (!isSameFields(before, after)) return after;
  if (isSameFields(before, written)) throw new Refusal('same', 'It says so already.');
  throw new Refusal('has-tags', 'It has such tags already, which are kept.');
}

/** Fields of `above`, completed by those of `below`. */
function over(below: TagFields, above: TagFields): TagFields {
  return {
    ...below,
    genres: above.genres.length > 0 ? above.genres : below.genres,
    tempo: above.tempo ?? below.tempo,
    ...(below.texts || above.texts ? { texts: { ...below.texts, ...above.texts } } : {}),
  };
}

/** Compares the file's tags with the wanted ones, if they can be written. */
export async function compare(
  { path, size, modifiedMs }: AnalysedFile,
  breakLinks: boolean | undefined,
  merge: (before: TagFields, isOpus: boolean) => TagFields,
): Promise<{ before: TagFields; after: TagFields }> {
  const found = await inspectFile(path, breakLinks);
  if (found.size !== size || found.mtimeMs !== modifiedMs) {
    throw new Refusal(
      'changed',
      'Expected the file that was heard, got one that was changed since: scan again.',
    );
  }
  const source = await fileSource(path);
  try {
    const editor = await openTags(source);
    const after = merge(editor.fields, editor.isOpus === true);
    // Some tags can be read but not written: known now, before anybody consents.
    await editor.edit(editOf(editor.fields, after));
    return { before: editor.fields, after };
  } finally {
    await source.close();
  }
}

function isIn(place: string, path: string): boolean {
  const [first, end] = rangeBelow(place);
  return path === place || (path >= first && path < end);
}
