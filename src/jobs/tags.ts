/** Tags of files, untrusted and cleaned. */
import type { IAudioMetadata, ICommonTagsResult, IOptions } from 'music-metadata';
import type { ByteSource } from '../audio/byte-source.ts';
import type { Tags } from './described-song.ts';
import { hasFolderCover } from './folder-cover.ts';
import { spelledGenre } from './genre-names.ts';

type PartialTags = Partial<ICommonTagsResult>;

const MAX_GENRES = 20;
const MAX_NUMBER = 9999;
const MAX_NAME = 200;

/** Tags of a file; unreadable ones are empty. */
export async function readTags(path: string): Promise<Tags> {
  const { parseFile } = await import('music-metadata');
  return tagsIn(await commonTags((options) => parseFile(path, options)), () => hasFolderCover(path));
}

/** Reads tags of bytes that are no file, without pictures, which nothing could show. */
export async function readTagsOf(source: ByteSource): Promise<Tags> {
  const { parseBlob } = await import('music-metadata');
  const common = await commonTags((options) => parseBlob(blobOf(source), options));
  return { ...(await tagsIn(common, async () => false)), hasCover: false };
}

/** Tags read before the file's damage, if there is any. */
async function commonTags(parse: (options: IOptions) => Promise<IAudioMetadata>): Promise<PartialTags> {
  let read: PartialTags = {};
  const observer: IOptions['observer'] = ({ metadata }) => {
    read = metadata.common;
  };
  try {
    return (await parse({ duration: false, observer })).common;
  } catch {
    return read;
  }
}

/** Blob interface of a source, for the tag parser. */
function blobOf(source: ByteSource): Blob {
  const slice = (start = 0, end = source.size) => ({
    arrayBuffer: async () => new Uint8Array(await source.read(start, end)).buffer,
  });
  return { size: source.size, type: '', slice } as unknown as Blob;
}

async function tagsIn(common: PartialTags, hasOther: () => Promise<boolean>): Promise<Tags> {
  return {
    title: cleanText(common.title),
    artist: cleanText(common.artist),
    album: cleanText(common.album),
    albumArtist: cleanText(common.albumartist),
    year: smallNumber(common.year),
    track: smallNumber(common.track?.no),
    disc: smallNumber(common.disk?.no),
    genres: (common.genre ?? [])
      .slice(0, MAX_GENRES)
      .flatMap((name) => cleanText(name) ?? [])
      .map(spelledGenre),
    hasCover: (common.picture ?? []).length > 0 || (await hasOther()),
  };
}

/** Name of an artist, or of anything else; undefined if empty. Spaces collapsed, of bounded length. */
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
