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

/** The outline of a page whose code has not come yet. */
export function PageSkeleton() {
  return (
    <main id="main" className={classes.page} aria-busy="true" tabIndex={-1}>
      <Skeleton />
    </main>
  );
}
