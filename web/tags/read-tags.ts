import { type IPicture, parseBlob } from 'music-metadata';
import type { FileTags } from './tag-messages.ts';

const MAX_COVER_BYTES = 20e6;
const MAX_TEXT = 300;

/** Names and picture of a song, as its tags have them. */
export async function readTags(file: File): Promise<FileTags> {
  const { common } = await parseBlob(file, { duration: false });
  const pictures = common.picture ?? [];
  return {
    title: textOf(common.title),
    artist: textOf(common.artist),
    album: textOf(common.album),
    cover: coverOf(pictures.find(({ type }) => /front/i.test(type ?? '')) ?? pictures[0]),
  };
}

function textOf(text: string | undefined): string | undefined {
  return text?.trim().slice(0, MAX_TEXT) || undefined;
}

function coverOf(picture: IPicture | undefined): Blob | undefined {
  if (!picture || picture.data.length > MAX_COVER_BYTES) return undefined;
  return new Blob([picture.data.slice()], { type: picture.format });
}
