import { stepsOf } from '../../src/classify/levels.ts';
import { strings } from '../language/en/main.ts';
import classes from './genre-path.module.css';

/** A genre in large: what it belongs to small before it, "electronic › house". */
export function GenrePath({ genre }: { genre: string }) {
  const steps = stepsOf(genre).map(strings.genre);
  const parents = steps.slice(0, -1).map((step) => `${step} › `);
  return (
    <>
      {parents.length > 0 && <span className={classes.parents}>{parents}</span>}
      {steps.at(-1)}
    </>
  );
}
