import type { FastifyReply, FastifyRequest } from 'fastify';
import { libraryOf } from '../library/api-song.ts';
import type { LibraryService } from '../library/library-service.ts';
import type { Services } from '../services.ts';
import type { Parameters } from './parameters.ts';
import { type Album, type Shelves, shelvesOf } from './shelves.ts';
import type { Node } from './xml.ts';

/** A request of a client, with what answers it. */
export interface Call {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly parameters: Parameters;
  readonly services: Services;
}

/** Handler of a method. @returns the content of the answer, or the reply if it sends bytes */
export type Endpoint = (call: Call) => Promise<Node | FastifyReply>;

/** The library and what stands in it now. @throws not-found on a server without one. */
export async function open({ services, parameters }: Call): Promise<Opened> {
  const library = libraryOf(services);
  await library.catalogue.refresh();
  const folder = parameters.text('musicFolderId');
  const asked = folder ? library.folders[Number(folder)]?.id : undefined;
  const isAsked = (at: number | undefined) => asked === undefined || at === asked;
  return { library, shelves: await shelvesOf(library.catalogue), folder: asked, isAsked };
}

export interface Opened {
  readonly library: LibraryService;
  readonly shelves: Shelves;
  /** Requested folder, if any. */
  readonly folder: number | undefined;
  /** Whether a folder is that which was asked for, if one was. */
  isAsked(folder: number | undefined): boolean;
}

export function albumsAsked({ shelves, isAsked }: Opened): Album[] {
  return [...shelves.albums.values()].filter(({ folders }) => folders.some(isAsked));
}
