/** The pages: their addresses, and which of them stand in the navigation. */
import { strings } from '../strings.ts';
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

const ALL = [
  { href: PATHS.listen, name: strings.nav.listen },
  { href: PATHS.library, name: strings.nav.library },
  { href: PATHS.how, name: strings.nav.how },
  { href: PATHS.models, name: strings.nav.models },
  { href: PATHS.about, name: strings.nav.about },
] as const;

export const NAVIGATION = ALL.filter(({ href }) => HAS_SERVER || href !== PATHS.library);

/** The page that a path belongs to: the library keeps its player while one walks through it. */
export function sectionOf(path: string): string {
  return path.startsWith(`${PATHS.library}/`) ? PATHS.library : path;
}
