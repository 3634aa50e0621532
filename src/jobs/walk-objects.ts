/** Songs among the S3 objects below a folder, by the rules of folders. */
import { dirname } from 'node:path/posix';
import { isAudioName } from '../audio/audio-name.ts';
import type { TonearmError } from '../errors.ts';
import { type FolderRuleOptions, FolderRules } from './folder-rules.ts';

interface FoundObjects {
  readonly files: readonly string[];
  readonly errors: readonly { readonly path: string; readonly error: TonearmError }[];
}

/**
 * Objects with names of audio files below `path`, or `path` itself if it is one. Rule files are not read.
 * @param root the named folder from which rules hold
 * @throws as `S3Files.below`; the signal's reason when called off
 */
export async function walkObjects(
  path: string,
  root: string,
  { signal, ...options }: FolderRuleOptions & { readonly signal?: AbortSignal },
): Promise<FoundObjects> {
  const objects = (await import('../sources/s3/s3-files.ts')).s3Files();
  if (isAudioName(path) && (await objects.isObject(path))) return { files: [path], errors: [] };
  const rules = FolderRules.of(root, options);
  const leftOut = new Map<string, boolean>([[root, false]]);
  const isFolderLeftOut = (folder: string): boolean => {
    const known = leftOut.get(folder);
    if (known !== undefined) return known;
    const isLeftOut = isFolderLeftOut(dirname(folder)) || rules.leavesOut(folder, true);
    leftOut.set(folder, isLeftOut);
    return isLeftOut;
  };
  const files: string[] = [];
  const errors: { path: string; error: TonearmError }[] = [];
  for await (const { path: found, error } of objects.below(path, signal)) {
    if (!isAudioName(found)) continue;
    if (error) errors.push({ path: found, error });
    else if (!rules.leavesOut(found, false) && !isFolderLeftOut(dirname(found))) files.push(found);
  }
  return { files, errors };
}
