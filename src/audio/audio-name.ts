import { FORMATS } from './formats.ts';
import { UNSUPPORTED_FORMATS } from './unsupported-formats.ts';

/** File name extensions that are rarely audio. */
const NOT_BY_NAME = ['ts', 'avi', 'mpg', 'rm'];

const AUDIO_EXTENSIONS = new Set([
  ...Object.values(FORMATS).flatMap(({ extensions }) => extensions),
  ...UNSUPPORTED_FORMATS.map(({ extension }) => extension).filter(
    (extension) => !NOT_BY_NAME.includes(extension),
  ),
]);

/**
 * Whether a name says that the file is audio, of an unsupported format, too. In a folder only these are
 * songs: a cover is no broken track.
 */
export function isAudioName(name: string): boolean {
  const extension = /[^/\\]\.([a-z0-9]+)$/i.exec(name)?.[1];
  return extension !== undefined && AUDIO_EXTENSIONS.has(extension.toLowerCase());
}
