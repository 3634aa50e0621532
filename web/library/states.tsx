import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { LibrarySummary } from '../../src/server/library-schema.ts';
import { words } from '../language/en/library.ts';
import { strings } from '../language/en/main.ts';
import { Turntable } from '../record/turntable.tsx';
import { Link } from '../shell/link.tsx';
import { PATHS } from '../shell/pages.ts';
import { useArrival } from '../shell/router.ts';
import { logIn } from './api/client.ts';
import type { ScanState } from './scan/use-scan.ts';
import classes from './states.module.css';

/** The server was started without a library: how to get one. */
export function NoLibrary() {
  return (
    <Pause title={words.none.title} lead={words.none.lead}>
      <pre className={classes.commands}>{words.none.commands.join('\n')}</pre>
      <p className={classes.note}>{words.none.note}</p>
      <Link className={classes.link} href={PATHS.listen}>
        {words.none.guide}
      </Link>
    </Pause>
  );
}

export function OutOfReach({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <Pause title={words.away.title} lead={message === words.error.unreachable ? words.away.lead : message}>
      <Button variant="filled" size="md" onClick={onRetry}>
        {words.error.retry}
      </Button>
    </Pause>
  );
}

/** Whoever is not on the server's machine needs its token, once. */
export function Locked({ onOpen }: { onOpen: () => void }) {
  const [wrong, setWrong] = useState('');
  const open = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token')).trim();
    const error = await logIn(token);
    setWrong(error ?? '');
    if (error === undefined) onOpen();
  };
  return (
    <Pause title={words.locked.title} lead={words.locked.lead}>
      <form className={classes.token} onSubmit={open}>
        <label>
          {words.locked.token}
          <input name="token" type="password" autoComplete="current-password" required />
        </label>
        <Button variant="filled" size="md" type="submit">
          {words.locked.open}
        </Button>
        {wrong && (
          <p className={classes.wrong} role="alert">
            {wrong}
          </p>
        )}
      </form>
    </Pause>
  );
}

interface EmptyLibraryProps {
  readonly summary: LibrarySummary;
  readonly scan: ScanState;
  readonly onScan: () => void;
}

/** Folders are named, but nothing was heard in them yet. */
export function EmptyLibrary({ summary, scan, onScan }: EmptyLibraryProps) {
  const running = scan.kind === 'running';
  const folders = summary.folders.map(({ name }) => name);
  return (
    <div className={classes.empty}>
      <div>
        <h2 className={classes.title}>{words.empty.title}</h2>
        <p className={classes.lead} role="status">
          {(isInVain(scan) ? words.empty.none : words.empty.lead)(folders)}
        </p>
        {!running && summary.scannable && (
          <Button variant="filled" size="lg" onClick={onScan}>
            {words.empty.scan}
          </Button>
        )}
        {!running && !summary.scannable && <p className={classes.note}>{words.empty.refused}</p>}
      </div>
      <div className={classes.record}>
        <Turntable spinning={running} armShare={running ? shareDone(scan) : undefined} />
      </div>
    </div>
  );
}

/** Whether a scan ended without finding a song. */
export function isInVain(scan: ScanState): boolean {
  return scan.kind === 'done' && scan.heard === 0;
}

/** A page that has only this to say. */
function Pause({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const main = useArrival(strings.pageTitle(words.title));
  return (
    <main ref={main} id="main" className={classes.pause} tabIndex={-1}>
      <div>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.lead}>{lead}</p>
        {children}
      </div>
      <div className={classes.record}>
        <Turntable spinning={false} />
      </div>
    </main>
  );
}

function shareDone({ done, total }: { done: number; total: number }): number {
  return total > 0 ? done / total : 0;
}
