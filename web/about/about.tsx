import { words } from '../language/en/about.ts';
import { Link } from '../shell/link.tsx';
import { Page } from '../shell/page.tsx';
import { PATHS } from '../shell/pages.ts';
import { fileAddress, HAS_SERVER } from '../shell/site.ts';
import classes from './about.module.css';

/** About page: the purpose of Tonearm, the way of a song, and the limits of an answer. */
export function About() {
  const { parts, commands, links } = words;
  return (
    <Page title={words.title} lead={words.lead}>
      <div className={classes.parts}>
        {parts.map(({ title, text, ...more }) => (
          <section key={title}>
            <h2 className={classes.heading}>{title}</h2>
            <p className={classes.text}>{!HAS_SERVER && 'textAlone' in more ? more.textAlone : text}</p>
          </section>
        ))}
      </div>
      <section className={classes.commands}>
        <h2 className={classes.heading}>{commands.title}</h2>
        <ul>
          {commands.list.map((command) => (
            <li key={command}>
              <code>{command}</code>
            </li>
          ))}
        </ul>
      </section>
      <ul className={classes.links}>
        <li>
          <Link href={PATHS.how}>{links.how}</Link>
        </li>
        <li>
          <Link href={PATHS.models}>{links.models}</Link>
        </li>
        {HAS_SERVER && (
          <>
            <li>
              <a href="/api/docs">{links.api}</a>
            </li>
            <li>
              <Link href={PATHS.health}>{links.health}</Link>
            </li>
          </>
        )}
        <li>
          <a href={fileAddress('third-party-notices.txt')}>{links.notices}</a>
        </li>
      </ul>
    </Page>
  );
}
