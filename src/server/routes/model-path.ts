import type { Services } from '../services.ts';

/** The file of one of the server's models, or of one that its library made. @throws not-found */
export async function modelPathOf({ catalog, library }: Services, name: string | undefined): Promise<string> {
  const own = name === undefined ? undefined : await library?.training.pathOf(name);
  return own ?? catalog.pathOf(name);
}
