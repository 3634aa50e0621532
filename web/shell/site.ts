/// <reference types="vite/types/importMeta.d.ts" />
/** Location of the page: a server of Tonearm, or, built with `--site`, a folder of any web server. */

/** Whether a server of Tonearm answers behind the page. */
export const HAS_SERVER: boolean = import.meta.env.MODE !== 'site';

/** Path of the page's first view, with a slash at its end. The build's files lie in a folder below it. */
const ROOT: string = HAS_SERVER ? '/' : new URL(/* @vite-ignore */ '..', import.meta.url).pathname;

/** Address of the list of models. */
export const MODEL_LIST: string = HAS_SERVER ? '/api/models' : `${ROOT}models/list.json`;

/** Address of a file beside the first view. */
export function fileAddress(name: string): string {
  return ROOT + name;
}

/** Address of a page, of which a plain web server has a folder. */
export function addressOf(path: string): string {
  return HAS_SERVER || path === '/' ? ROOT + path.slice(1) : `${ROOT}${path.slice(1)}/`;
}

/** The page at an address, without a slash at its end. */
export function pathOf(address: string): string {
  return `/${address.slice(ROOT.length)}`.replace(/^\/index\.html$/, '/').replace(/(.)\/+$/, '$1');
}
