import type { ReactNode } from 'react';
import { strings } from '../language/en/main.ts';
import classes from './page.module.css';
import { useArrival } from './router.ts';

interface PageProps {
  readonly title: string;
  /** One sentence or two under the title. */
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}

/** The frame of every page that is read: a title, a lead, and what follows. */
export function Page({ title, lead, children }: PageProps) {
  const main = useArrival(strings.pageTitle(title));
  return (
    <main ref={main} className={classes.page} id="main" tabIndex={-1}>
      <h1 className={classes.title}>{title}</h1>
      {lead && <p className={classes.lead}>{lead}</p>}
      {children}
    </main>
  );
}
