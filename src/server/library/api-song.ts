import { TonearmError } from '../../errors.ts';
import type { Song } from '../../library/songs/songs.ts';
import type { LibrarySong } from '../library-schema.ts';
import type { Services } from '../services.ts';
import type { LibraryService } from './library-service.ts';
import { columnFields } from './schema/columns.ts';

/** @throws not-found on a server without a library. */
export function libraryOf({ library }: Services): LibraryService {
  if (library) return library;
  throw new TonearmError(
    'not-found',
    'Expected a server with a library, got one without: start it with the folder of your music, as in "tonearm serve ~/Music".',
  );
}

/** Song of the API. */
export function toApiSong(song: Song, library: LibraryService): LibrarySong {
  return {
    id: song.id,
    ...columnFields(song),
    taught: song.taught && { ...song.taught },
    file: library.nameOf(song.path),
  };
}
