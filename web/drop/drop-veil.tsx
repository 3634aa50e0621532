import { strings } from '../language/en/main.ts';
import { Turntable } from '../record/turntable.tsx';
import classes from './drop-veil.module.css';

/** Overlay while something is dragged over the page: the whole window is the drop target. */
export function DropVeil() {
  return (
    <div className={classes.veil} role="status">
      <div className={classes.record}>
        <Turntable spinning armShare={0.05} />
      </div>
      <p className={classes.title}>{strings.drop.title}</p>
      <p className={classes.hint}>{strings.drop.hint}</p>
    </div>
  );
}
