import { chooseLanguage, spokenLanguage } from '../language/choose.ts';
import { strings } from '../language/en/main.ts';
import { LANGUAGES, type Language } from '../language/language.ts';
import classes from './footer.module.css';
import { Link } from './link.tsx';
import { PATHS } from './pages.ts';
import { HAS_SERVER } from './site.ts';
import { useStore } from './store.ts';

export function Footer() {
  return (
    <footer className={classes.footer}>
      <span>{strings.footer.promise}</span>
      <LanguageChoice />
      {HAS_SERVER && (
        <nav className={classes.links} aria-label={strings.footer.label}>
          <a href="/api/docs">{strings.footer.api}</a>
          <Link href={PATHS.health}>{strings.footer.health}</Link>
        </nav>
      )}
    </footer>
  );
}

function LanguageChoice() {
  const spoken = useStore(spokenLanguage);
  return (
    <span className={classes.language}>
      <select
        aria-label={strings.language}
        value={spoken}
        onChange={(event) => void chooseLanguage(event.currentTarget.value as Language)}
      >
        {Object.entries(LANGUAGES).map(([language, name]) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </select>
      {strings.translatedBy}
    </span>
  );
}
