import type { Services } from '../services.ts';

/** File of one of the server's models, or of one of its library's own. @throws not-found */
export async function modelPathOf({ catalog, library }: Services, name: string | undefined): Promise<string> {
  const own = name === undefined ? undefined : await library?.training.pathOf(name);
  return own ?? catalog.pathOf(name);
}
