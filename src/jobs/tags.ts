/** Tags as strangers wrote them, cleaned. */
import type { Tags } from './described-song.ts';
import { hasFolderCover } from './folder-cover.ts';

const NONE: Tags = { genres: [], hasCover: false };
const MAX_GENRES = 20;
const MAX_NUMBER = 9999;
const MAX_NAME = 200;

/** The tags of a file. What cannot be read is not there: tags are a courtesy. */
export async function readTags(path: string): Promise<Tags> {
  try {
    const { parseFile } = await import('music-metadata');
    const { common } = await parseFile(path, { duration: false });
    return {
      title: cleanText(common.title),
      artist: cleanText(common.artist),
      album: cleanText(common.album),
      albumArtist: cleanText(common.albumartist),
      year: smallNumber(common.year),
      track: smallNumber(common.track?.no),
      disc: smallNumber(common.disk?.no),
      genres: (common.genre ?? []).slice(0, MAX_GENRES).flatMap((name) => cleanText(name) ?? []),
      hasCover: (common.picture ?? []).length > 0 || (await hasFolderCover(path)),
    };
  } catch {
    return { ...NONE, hasCover: await hasFolderCover(path) };
  }
}

/** A name of an artist, or of anything else; undefined where there is none. Spaces joined, of bounded length. */
export function cleanName(text: string | undefined): string | undefined {
  const name = (text ?? '').replace(/\s+/gu, ' ').trim().normalize('NFC').slice(0, MAX_NAME);
  return name === '' ? undefined : name;
}

function cleanText(text: unknown): string | undefined {
  return typeof text === 'string' ? cleanName(text) : undefined;
}

function smallNumber(value: unknown): number | undefined {
  return Number.isInteger(value) && Math.abs(value as number) <= MAX_NUMBER ? (value as number) : undefined;
}
