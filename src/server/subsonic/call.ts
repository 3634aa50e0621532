import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AlbumIndex } from '../../library/albums/album-index.ts';
import { albumIndexOf } from '../../library/albums/open-album-index.ts';
import { libraryOf } from '../library/api-song.ts';
import type { LibraryService } from '../library/library-service.ts';
import type { Services } from '../services.ts';
import type { Parameters } from './parameters.ts';
import type { Node } from './xml.ts';

/** Request of a client, with the services that answer it. */
export interface Call {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly parameters: Parameters;
  readonly services: Services;
}

/** Handler of a method. @returns the content of the answer, or the reply if it sends bytes */
export type Endpoint = (call: Call) => Promise<Node | FastifyReply>;

/** Library with its current album index. @throws not-found on a server without one */
export async function open({ services, parameters }: Call): Promise<Opened> {
  const library = libraryOf(services);
  await library.catalogue.refresh();
  const asked = parameters.text('musicFolderId');
  // The only one is everything.
  const folder = asked && library.folders.length > 1 ? library.folders[Number(asked)]?.root : undefined;
  return { library, albumIndex: await albumIndexOf(library.catalogue), folder };
}

export interface Opened {
  readonly library: LibraryService;
  readonly albumIndex: AlbumIndex;
  /** Requested folder, if any. */
  readonly folder: string | undefined;
}
