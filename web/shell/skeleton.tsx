import { firstViewOf } from './first-view.ts';
import { usePath } from './router.ts';
import classes from './skeleton.module.css';

/** A page's outline while it comes: its title, a line or two, and where its content will be. */
export function Skeleton({ titled = true }: { titled?: boolean }) {
  return (
    <div className={classes.skeleton} aria-hidden="true">
      {titled && (
        <>
          <span className={classes.title} />
          <span className={classes.line} />
          <span className={classes.line} />
        </>
      )}
      <span className={classes.block} />
      <span className={classes.block} />
    </div>
  );
}

/** The outline of a page whose code has not come yet; its title where the document says one, as the document shows it. */
export function PageSkeleton() {
  const view = firstViewOf(usePath());
  return (
    <main
      id="main"
      className={view ? 'first-main' : classes.page}
      data-frame={view?.frame}
      aria-busy="true"
      tabIndex={-1}
    >
      {view && <h1>{view.title}</h1>}
      {view?.lead && <p>{view.lead}</p>}
      <Skeleton titled={!view} />
    </main>
  );
}
