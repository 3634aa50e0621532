import { words } from '../../language/en/library.ts';
import classes from './tags-page.module.css';

/** The server was started without the right to write tags. */
export function WritingIsOff() {
  return (
    <section className={classes.off}>
      <h2>{words.tags.refused}</h2>
      <p>
        {words.tags.refusedLead} <code>{words.tags.refusedCommand}</code>
      </p>
    </section>
  );
}
