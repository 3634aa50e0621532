import type { LibrarySong } from '../../src/server/library-schema.ts';
import { Picture } from '../cover/picture.tsx';
import { genreFill } from '../theme/palette.ts';
import { coverAddress } from './api/songs.ts';

interface CoverProps {
  readonly song: Pick<LibrarySong, 'id' | 'hasCover' | 'genre' | 'unsure'>;
  /** Pixels; none: as wide as its place. */
  readonly size?: number;
  /** False while rows fly past. */
  readonly load?: boolean;
}

/** The picture of a song of the library, or its genre's colour. */
export function Cover({ song: { id, hasCover, genre, unsure }, ...rest }: CoverProps) {
  const tint = unsure ? 'var(--wave)' : genreFill(genre);
  return <Picture src={hasCover ? coverAddress(id) : undefined} tint={tint} {...rest} />;
}
