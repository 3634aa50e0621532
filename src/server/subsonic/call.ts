import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Entry } from '../../library/entry.ts';
import { isBelowAny } from '../../library/open-within.ts';
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

/** What is inside the answer; or the reply, where it is no answer but bytes. */
export type Endpoint = (call: Call) => Promise<Node | FastifyReply>;

/** The library and what stands in it now. @throws not-found on a server without one. */
export async function open({ services, parameters }: Call): Promise<Opened> {
  const library = libraryOf(services);
  await library.catalogue.refresh();
  const folder = parameters.text('musicFolderId');
  const root = folder === undefined || folder === '' ? undefined : library.folders[Number(folder)]?.root;
  const isAsked = root === undefined ? () => true : ({ path }: Entry) => isBelowAny(path, [root]);
  return { library, shelves: await shelvesOf(library.catalogue), isAsked };
}

export interface Opened {
  readonly library: LibraryService;
  readonly shelves: Shelves;
  /** Whether a song lies in the folder that was asked for, if one was. */
  isAsked(song: Entry): boolean;
}

export function albumsAsked({ shelves, isAsked }: Opened): Album[] {
  return [...shelves.albums.values()].filter(({ songs }) => songs.some(isAsked));
}
