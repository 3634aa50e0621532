import type { ReactNode } from 'react';
import type { Health } from '../../src/server/schema.ts';
import { words } from '../language/en/health.ts';
import { strings } from '../language/en/main.ts';
import { count, spanInWords } from '../library/song-words.ts';
import { Turntable } from '../record/turntable.tsx';
import { Link } from '../shell/link.tsx';
import { PATHS } from '../shell/pages.ts';
import { useArrival } from '../shell/router.ts';
import { Skeleton } from '../shell/skeleton.tsx';
import { useOnline } from '../shell/use-online.ts';
import classes from './health.module.css';
import { Tile } from './tile.tsx';
import { type HealthState, useHealth } from './use-health.ts';
import { useKeptListener } from './use-kept-listener.ts';

const DAY_SECONDS = 86_400;

/** Health page, for people; programs request the same as JSON. */
export function HealthPage() {
  const state = useHealth();
  const health = state.kind === 'there' ? state.health : undefined;
  const { title, lead } = inWords(state);
  const main = useArrival(strings.pageTitle(strings.footer.health));
  return (
    <main ref={main} id="main" className={classes.page} tabIndex={-1} aria-busy={state.kind === 'asking'}>
      <div className={classes.top}>
        <div>
          <h1 className={classes.title}>{title}</h1>
          <p className={classes.lead}>{lead}</p>
        </div>
        <div className={classes.record}>
          <Turntable spinning={(health?.workers.busy ?? 0) > 0} armShare={health ? 0.1 : undefined} />
        </div>
      </div>
      {state.kind === 'asking' ? (
        <Skeleton titled={false} />
      ) : (
        <>
          <div className={classes.tiles}>
            {health && <ServerTiles health={health} />}
            <BrowserTile />
          </div>
          <ul className={classes.links}>
            <li>
              <a href="/api/health">{words.asJson}</a>
            </li>
            <li>
              <a href="/api/docs">{words.api}</a>
            </li>
          </ul>
        </>
      )}
    </main>
  );
}

function ServerTiles({ health }: { health: Health }) {
  const { workers, queue, models, library, memory } = health;
  return (
    <>
      <Tile title={words.listeners.title} figure={count(workers.total)}>
        <Meter share={workers.busy / workers.total} />
        {workers.busy > 0
          ? words.listeners.busy(workers.busy, workers.total)
          : words.listeners.resting(workers.total)}
      </Tile>
      <Tile title={words.queue.title} figure={count(queue.waiting)}>
        <Meter share={queue.waiting / queue.limit} />
        {queueInWords(queue)}
      </Tile>
      <Tile title={words.models.title} figure={count(models.usable)}>
        {models.default === null ? words.models.none : words.models.byDefault(models.default)}{' '}
        {models.unusable > 0 && words.models.unusable(models.unusable)}
        <Way to={PATHS.models}>{words.models.open}</Way>
      </Tile>
      {library ? (
        <Tile
          title={words.library.title}
          figure={count(library.songs)}
          unit={words.library.songs(library.songs)}
        >
          {library.scanning ? words.library.scanning : words.library.rest}
          {library.lacks.map((lack) => (
            <p key={lack}>{lack}</p>
          ))}
          <Way to={PATHS.library}>{words.library.open}</Way>
        </Tile>
      ) : (
        <Tile title={words.library.title} figure={words.library.none}>
          {words.library.noneNote}
        </Tile>
      )}
      <Tile
        title={words.memory.title}
        figure={words.memory.megabytes(memory.residentBytes)}
        unit={words.memory.unit}
      >
        {words.memory.note}
      </Tile>
    </>
  );
}

/** Tile of what works without the server. */
function BrowserTile() {
  const [online, kept] = [useOnline(), useKeptListener()];
  const { title, ...says } = words.browser;
  if (kept) {
    return (
      <Tile title={title} figure={says.ready}>
        {says.readyNote}
      </Tile>
    );
  }
  return (
    <Tile title={title} figure={online ? says.online : says.offline}>
      {online ? says.onlineNote : says.offlineNote}
    </Tile>
  );
}

function Meter({ share }: { share: number }) {
  return (
    <span className={classes.meter} aria-hidden="true">
      <span style={{ transform: `scaleX(${Math.min(1, share)})` }} />
    </span>
  );
}

function Way({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link className={classes.way} href={to}>
      {children}
    </Link>
  );
}

function inWords(state: HealthState): { title: string; lead: string } {
  if (state.kind === 'asking') return { title: strings.footer.health, lead: words.asking };
  if (state.kind !== 'there') return { title: words.title[state.kind], lead: words.lead[state.kind] };
  const { status, version, uptimeSeconds } = state.health;
  return { title: words.title[status], lead: words.lead[status](version, running(uptimeSeconds)) };
}

function running(seconds: number): string {
  return seconds < 2 * DAY_SECONDS ? spanInWords(seconds) : words.days(Math.floor(seconds / DAY_SECONDS));
}

function queueInWords({ waiting, limit }: Health['queue']): string {
  if (waiting >= limit) return words.queue.full;
  return waiting === 0 ? `${words.queue.none} ${words.queue.room(limit)}` : words.queue.room(limit - waiting);
}
