import { type ReactNode, useEffect, useRef } from 'react';
import { words } from '../language/en/library.ts';
import { strings } from '../language/en/main.ts';
import { Link } from '../shell/link.tsx';
import { useArrival } from '../shell/router.ts';
import { useStore } from '../shell/store.ts';
import classes from './frame.module.css';
import { playlist, selection } from './library-state.ts';
import { LIBRARY_PATHS } from './paths.ts';

interface LibraryFrameProps {
  /** Title of the page and of the window. */
  readonly title: string;
  readonly path: string;
  /** Content under the title. */
  readonly lead?: ReactNode;
  /** Content beside the title. */
  readonly actions?: ReactNode;
  /** Whether to hide the navigation, if there is nothing to go to. */
  readonly hidesNav?: boolean;
  readonly children?: ReactNode;
}

/** The frame of the library's pages: where one is, where one can go, and the page. */
export function LibraryFrame({ title, path, lead, actions, hidesNav = false, children }: LibraryFrameProps) {
  const main = useArrival(strings.pageTitle(title));
  return (
    <main ref={main} className={classes.main} id="main" tabIndex={-1}>
      {!hidesNav && <LibraryNav path={path} />}
      <div className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {lead && <p className={classes.lead}>{lead}</p>}
      {children}
    </main>
  );
}

function LibraryNav({ path }: { path: string }) {
  const { entries } = useStore(playlist.state);
  const { ids } = useStore(selection);
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another link.
  useEffect(() => showCurrent(nav.current), [path]);
  const counts: Partial<Record<keyof typeof LIBRARY_PATHS, number>> = {
    playlist: entries.length,
    tags: path === LIBRARY_PATHS.tags ? ids.size : 0,
  };
  return (
    <nav ref={nav} className={classes.nav} aria-label={words.nav.label}>
      {(['songs', 'map', 'feel', 'playlist', 'teach', 'inbox', 'tags'] as const).map((name) => (
        <Link
          key={name}
          className={classes.link}
          href={LIBRARY_PATHS[name]}
          aria-current={LIBRARY_PATHS[name] === path ? 'page' : undefined}
        >
          {words.nav[name]}
          {counts[name] ? <span className={classes.count}>{counts[name]}</span> : null}
        </Link>
      ))}
    </nav>
  );
}

/** Scrolls the navigation so that the current page's link is visible. */
function showCurrent(nav: HTMLElement | null): void {
  const link = nav?.querySelector<HTMLElement>('[aria-current]');
  if (nav && link) nav.scrollLeft = link.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2;
}
