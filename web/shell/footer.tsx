import { strings } from '../strings.ts';
import classes from './footer.module.css';
import { Link } from './link.tsx';
import { PATHS } from './pages.ts';
import { HAS_SERVER } from './site.ts';

export function Footer() {
  return (
    <footer className={classes.footer}>
      <span>{strings.footer.promise}</span>
      {HAS_SERVER && (
        <nav className={classes.links} aria-label={strings.footer.label}>
          <a href="/api/docs">{strings.footer.api}</a>
          <Link href={PATHS.health}>{strings.footer.health}</Link>
        </nav>
      )}
    </footer>
  );
}
