/** Router: the shown page is the path of the address, with the browser's own history. */
import { type RefObject, useEffect, useRef, useSyncExternalStore } from 'react';
import { addressOf, pathOf } from './site.ts';
import { setPageTitle } from './window-title.ts';

const MOVED = 'tonearm:moved';

/** The first page takes no focus: whoever opens it begins at the top anyway. */
let hasMoved = false;

/** Shows another page without loading the document again. */
export function navigate(path: string): void {
  history.pushState(null, '', addressOf(path));
  hasMoved = true;
  scrollTo(0, 0);
  dispatchEvent(new Event(MOVED));
}

/** The path of the page to show, without a slash at its end. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, currentPath);
}

/** The query of the address, without its question mark. */
export function useQuery(): string {
  return useSyncExternalStore(subscribe, currentQuery);
}

/** Fragment of the address, with its #. */
export function useFragment(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}

/** Takes the fragment out of the address. */
export function dropFragment(): void {
  history.pushState(null, '', location.pathname + location.search);
  dispatchEvent(new Event(MOVED));
}

/** Puts another query in the address; Back does not go through every letter that was typed. */
export function replaceQuery(query: string): void {
  history.replaceState(history.state, '', location.pathname + (query && `?${query}`));
  dispatchEvent(new Event(MOVED));
}

/**
 * Arrival at a page: sets the window's title, and after navigation within the site focuses the heading, so
 * that a screen reader announces it and the next Tab goes on from there.
 * @returns the ref for the page's `main`.
 */
export function useArrival(title: string): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    setPageTitle(title);
    if (hasMoved) focusHeading(main.current);
  }, [title]);
  return main;
}

/** Focuses the heading of a page: also where what had the focus goes. */
export function focusHeading(main = document.querySelector('main')): void {
  const heading = main?.querySelector('h1') ?? main;
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}

function subscribe(onMove: () => void): () => void {
  const onBack = () => {
    hasMoved = true;
    onMove();
  };
  addEventListener(MOVED, onMove);
  addEventListener('popstate', onBack);
  return () => {
    removeEventListener(MOVED, onMove);
    removeEventListener('popstate', onBack);
  };
}

function currentQuery(): string {
  return location.search.slice(1);
}

/** The path of the page to show now, without a slash at its end. */
export function currentPath(): string {
  return pathOf(location.pathname);
}
