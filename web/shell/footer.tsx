import { strings } from '../strings.ts';
import classes from './footer.module.css';

export function Footer() {
  return (
    <footer className={classes.footer}>
      <span>{strings.footer.promise}</span>
      <nav className={classes.links} aria-label={strings.footer.label}>
        <a href="/api/docs">{strings.footer.api}</a>
        <a href="/api/health">{strings.footer.health}</a>
      </nav>
    </footer>
  );
}
