/** The pages: their addresses, and which of them stand in the navigation. */
import { strings } from '../strings.ts';

export const PATHS = {
  listen: '/',
  how: '/how-it-works',
  models: '/models',
  about: '/about',
} as const;

export const NAVIGATION = [
  { href: PATHS.listen, name: strings.nav.listen },
  { href: PATHS.how, name: strings.nav.how },
  { href: PATHS.models, name: strings.nav.models },
  { href: PATHS.about, name: strings.nav.about },
] as const;
