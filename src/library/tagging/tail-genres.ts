/**
 * Genres in tags behind the sound of mp3 and flac: an APEv2 tag overrules the file's others, ID3v1 counts
 * without any.
 */
import type { ByteSource } from '../../audio/byte-source.ts';
import { TonearmError } from '../../errors.ts';
import { ID3V1_GENRES } from '../../jobs/genre-names.ts';
import { apeGenres } from './ape-genres.ts';
import type { TagEdit } from './tag-editor.ts';

export interface TailGenres {
  /** Genres of the whole file, as readers take them, if its other tags have `own`. */
  beside(own: readonly string[]): readonly string[];
  /** @throws unsupported-format where genres that were written would be overruled */
  assertHeeded(edit: TagEdit): void;
  /** Offset of the number of ID3v1; undefined without one. */
  readonly numberAt?: number;
}

const V1_BYTES = 128;

export async function readTailGenres(source: ByteSource): Promise<TailGenres> {
  const ape = await apeGenres(source);
  const tail = await source.read(Math.max(0, source.size - V1_BYTES), source.size);
  const hasV1 = tail.length === V1_BYTES && Buffer.from(tail.subarray(0, 3)).toString('latin1') === 'TAG';
  const named = hasV1 ? ID3V1_GENRES[tail[V1_BYTES - 1]] : undefined;
  return {
    beside: (own) => [ape, own, named === undefined ? [] : [named]].find(({ length }) => length > 0) ?? [],
    assertHeeded: ({ genres }) => {
      if (ape.length === 0 || !genres) return;
      throw new TonearmError(
        'unsupported-format',
        "Expected a genre in the file's own tags alone, got one in an APE tag too.",
      );
    },
    numberAt: hasV1 ? source.size - 1 : undefined,
  };
}
