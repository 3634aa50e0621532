/** Tag editors by container. */
import type { ByteSource } from '../../audio/byte-source.ts';
import type { Container } from '../../audio/formats.ts';
import { sniffContainer } from '../../audio/sniff.ts';
import { TonearmError } from '../../errors.ts';
import { openFlacTags } from './flac-tags.ts';
import { openId3Tags } from './id3-tags.ts';
import { openMp4Tags } from './mp4-tags.ts';
import { openOggTags } from './ogg-tags.ts';
import type { OpenTags, TagEditor } from './tag-editor.ts';

const EDITORS: Partial<Record<Container, OpenTags>> = {
  mp3: openId3Tags,
  flac: openFlacTags,
  ogg: openOggTags,
  mp4: openMp4Tags,
};

/**
 * Opens a file's tags for editing.
 * @throws unsupported-format where files of its kind get no tags here, broken-audio where they are not in order.
 */
export async function openTags(source: ByteSource): Promise<TagEditor> {
  const container = await sniffContainer(source);
  const open = container && EDITORS[container];
  if (!open) {
    throw new TonearmError(
      'unsupported-format',
      `Expected a file that can carry tags here (mp3, flac, ogg, opus, m4a), got ${container ?? 'another'}.`,
    );
  }
  return orBroken(() => open(source)).then((editor) => ({
    fields: editor.fields,
    isOpus: editor.isOpus,
    edit: (edit) => orBroken(() => editor.edit(edit)),
  }));
}

/** Translates out-of-range errors, which mean damage. */
async function orBroken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TonearmError || !(error instanceof RangeError)) throw error;
    throw new TonearmError('broken-audio', 'Expected tags in order, got damaged ones.', { cause: error });
  }
}
