/** Content of the document before any script has run. */
import { pathOf } from './site.ts';

export interface FirstView {
  readonly frame: string;
  readonly title: string;
  readonly lead: string | null;
}

const path = pathOf(location.pathname);
const view = read();

/** The words for an address; undefined where the document says none for it. */
export function firstViewOf(address: string): FirstView | undefined {
  return address === path ? view : undefined;
}

function read(): FirstView | undefined {
  const main = document.querySelector<HTMLElement>('html[data-view] #first main');
  const title = main?.querySelector('h1')?.textContent;
  if (!main || !title) return undefined;
  return { frame: main.dataset.frame!, title, lead: main.querySelector('p')?.textContent ?? null };
}
