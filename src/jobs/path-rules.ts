/** Rules of paths as pure functions: of the system that this runs on, or of another. */
import systemPath, { type PlatformPath } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `path.posix` or `path.win32`. */
export type PathRules = PlatformPath;

/** What paths of all that lies in a folder begin with. A drive (`C:\`) and the root (`/`) end with their separator. */
export function prefixOf(folder: string, { sep }: PathRules = systemPath): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

/** Whether a real path lies below a folder, given by its real path too: links and case are settled there. */
export function isInFolder(path: string, folder: string, rules: PathRules = systemPath): boolean {
  return path.startsWith(prefixOf(folder, rules));
}

/** A path as seen from a folder, with slashes: how libraries, patterns and people name it on every system. */
export function slashedFrom(folder: string, path: string, rules: PathRules = systemPath): string {
  return rules.relative(folder, path).split(rules.sep).join('/');
}

/** Every path below a folder lies from the first (with it) to the second (without it), byte by byte. */
export function rangeBelow(folder: string, rules: PathRules = systemPath): [string, string] {
  const prefix = prefixOf(folder, rules);
  return [prefix, `${prefix.slice(0, -1)}${String.fromCharCode(rules.sep.charCodeAt(0) + 1)}`];
}

/** Percent-encoded: a `file:` address of an absolute path, a relative reference of a relative one. */
export function addressOfPath(path: string, rules: PathRules = systemPath): string {
  // It drops control characters at the end, which Windows has in no name.
  if (rules.isAbsolute(path) && rules.sep !== '/') return pathToFileURL(path, { windows: true }).href;
  const encoded = path.split(rules.sep).map(encodeURIComponent).join('/');
  return rules.isAbsolute(path) ? `file://${encoded}` : encoded;
}
