/** Interface of a tag editor for a kind of file. */
import type { ByteSource } from '../../audio/byte-source.ts';
import type { TagFields } from './contract.ts';
import type { NamedTexts } from './named-texts.ts';
import type { Splice } from './splice.ts';

/** Fields to write; undefined ones are not touched. */
export interface TagEdit {
  readonly genres?: readonly string[];
  /** Beats a minute, a whole number. */
  readonly tempo?: number;
  readonly texts?: NamedTexts;
}

export interface TagEditor {
  /** Fields in the file now. */
  readonly fields: TagFields;
  /** Whether loudness uses the names of Opus. */
  readonly isOpus?: boolean;
  /** Splices, in order, that write an edit. */
  edit(edit: TagEdit): Promise<Splice[]>;
}

export type OpenTags = (source: ByteSource) => Promise<TagEditor>;
