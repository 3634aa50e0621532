/** The pages: their addresses, and which of them stand in the navigation. */
import { strings } from '../language/en/main.ts';
import { HAS_SERVER } from './site.ts';

export const PATHS = {
  listen: '/',
  library: '/library',
  /** A page of the library. */
  teach: '/library/teach',
  how: '/how-it-works',
  models: '/models',
  about: '/about',
  health: '/health',
} as const;

const ALL = ['listen', 'library', 'how', 'models', 'about'] as const;

export function navigation(): readonly { readonly href: string; readonly name: string }[] {
  return ALL.filter((page) => HAS_SERVER || page !== 'library').map((page) => ({
    href: PATHS[page],
    name: strings.nav[page],
  }));
}

/** The page that a path belongs to: the library keeps its player while one walks through it. */
export function sectionOf(path: string): string {
  return path.startsWith(`${PATHS.library}/`) ? PATHS.library : path;
}
