import type { ReactNode } from 'react';
import classes from './health.module.css';

interface TileProps {
  readonly title: string;
  /** Figure or word, in large. */
  readonly figure: string;
  /** Unit of the figure. */
  readonly unit?: string;
  readonly children: ReactNode;
}

/** One thing about the server: its name, its figure, what that means. */
export function Tile({ title, figure, unit, children }: TileProps) {
  return (
    <section className={classes.tile}>
      <h2 className={classes.name}>{title}</h2>
      <p className={classes.figure}>
        {figure} {unit && <span className={classes.unit}>{unit}</span>}
      </p>
      <div className={classes.note}>{children}</div>
    </section>
  );
}
