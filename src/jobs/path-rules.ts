/** Rules of paths as pure functions: of the system that this runs on, or of another. */
import systemPath, { type PlatformPath } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isS3Path } from '../sources/s3/address.ts';

/** `path.posix` or `path.win32`. */
export type PathRules = PlatformPath;

/** Prefix of all paths inside a folder. A drive (`C:\`) and the root (`/`) end with their separator. */
export function prefixOf(folder: string, rules: PathRules = systemPath): string {
  const sep = separatorOf(folder, rules);
  return folder.endsWith(sep) ? folder : folder + sep;
}

/** Whether a real path lies below a folder, given by its real path too: links and case are settled there. */
export function isInFolder(path: string, folder: string, rules: PathRules = systemPath): boolean {
  return path.startsWith(prefixOf(folder, rules));
}

/** Path relative to a folder, with slashes: the form in libraries, in patterns and for people on every system. */
export function slashedFrom(folder: string, path: string, rules: PathRules = systemPath): string {
  if (isS3Path(folder)) return path.slice(prefixOf(folder).length);
  return rules.relative(folder, path).split(rules.sep).join('/');
}

/** Path from the form of `slashedFrom`. */
export function pathIn(folder: string, name: string, rules: PathRules = systemPath): string {
  return isS3Path(folder) ? prefixOf(folder) + name : rules.join(folder, name);
}

/** Range of all paths below a folder: from the first (inclusive) to the second (exclusive), byte by byte. */
export function rangeBelow(folder: string, rules: PathRules = systemPath): [string, string] {
  const prefix = prefixOf(folder, rules);
  return [prefix, `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`];
}

/** Separator of a path; S3 keys have slashes on every system. */
function separatorOf(path: string, { sep }: PathRules): string {
  return isS3Path(path) ? '/' : sep;
}

/** Percent-encoded address: a `file:` address of an absolute path, a relative reference of a relative one. */
export function addressOfPath(path: string, rules: PathRules = systemPath): string {
  // It drops control characters at the end, which Windows has in no name.
  if (rules.isAbsolute(path) && rules.sep !== '/') return pathToFileURL(path, { windows: true }).href;
  const encoded = path.split(rules.sep).map(encodeURIComponent).join('/');
  return rules.isAbsolute(path) ? `file://${encoded}` : encoded;
}
