import { strings } from '../language/en/main.ts';
import { Turntable } from '../record/turntable.tsx';
import { Link } from '../shell/link.tsx';
import { navigation } from '../shell/pages.ts';
import { useArrival } from '../shell/router.ts';
import classes from './not-found.module.css';

/** Page of an unknown address. */
export function NotFound() {
  const main = useArrival(strings.pageTitle(strings.missing.title));
  return (
    <main ref={main} className={classes.missing} id="main" tabIndex={-1}>
      <div>
        <p className={classes.code}>404</p>
        <h1 className={classes.title}>{strings.missing.title}</h1>
        <p className={classes.lead}>{strings.missing.lead}</p>
        <ul className={classes.ways}>
          {navigation().map(({ href, name }) => (
            <li key={href}>
              <Link className={classes.way} href={href}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </div>
      <div className={classes.record}>
        <Turntable spinning={false} armShare={1} />
      </div>
    </main>
  );
}
