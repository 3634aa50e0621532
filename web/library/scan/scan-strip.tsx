import { ActionIcon, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconX } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { strings } from '../../language/en/main.ts';
import { Link } from '../../shell/link.tsx';
import { pauseScans } from '../api/scans.ts';
import { FAILURES_ADDRESS } from '../paths.ts';
import { spanInWords } from '../song-words.ts';
import classes from './scan-strip.module.css';
import type { ScanControls, ScanState } from './use-scan.ts';

interface ScanStripProps {
  readonly scan: ScanState;
  readonly controls: ScanControls;
  /** Undefined where a scan cannot be paused. */
  readonly paused: boolean | undefined;
  /** Asks the server how it stands. */
  readonly refresh: () => void;
}

/** Progress or end of a scan; nothing without one. */
export function ScanStrip({ scan, controls, paused, refresh }: ScanStripProps) {
  if (scan.kind === 'idle') return null;
  if (scan.kind === 'running') {
    const pause = paused !== undefined && (
      <Button variant="default" size="sm" onClick={() => pauseScans(!paused).then(refresh, refresh)}>
        {paused ? words.reanalysis.goOn : words.reanalysis.pause}
      </Button>
    );
    return <Running scan={scan} pause={pause} onCancel={controls.cancel} />;
  }
  return (
    <section className={classes.strip} aria-label={words.scan.label}>
      <p className={classes.outcome} role="status">
        {outcomeOf(scan)}{' '}
        {scan.kind === 'done' && scan.failed > 0 && <Link href={FAILURES_ADDRESS}>{words.scan.show}</Link>}
      </p>
      <ActionIcon variant="subtle" size={32} aria-label={strings.dismiss} onClick={controls.dismiss}>
        <IconX size={16} />
      </ActionIcon>
    </section>
  );
}

function Running({
  scan,
  pause,
  onCancel,
}: {
  scan: Extract<ScanState, { kind: 'running' }>;
  pause: ReactNode;
  onCancel: () => void;
}) {
  const { done, total, cached, rate, secondsLeft, lost, cancelling } = scan;
  const parts = [
    ...(cached > 0 ? [words.scan.cached(cached)] : []),
    ...(rate > 0 ? [words.scan.rate(Math.round(rate * 60))] : []),
    ...(secondsLeft !== null ? [words.scan.left(spanInWords(secondsLeft))] : []),
  ];
  return (
    <section className={classes.strip} aria-label={words.scan.label}>
      <div className={classes.running}>
        <p className={classes.words}>
          <strong>{total > 0 ? words.scan.progress(done, total) : words.scan.looking}</strong>
          <span>{lost ? words.error.lost : parts.join(' · ')}</span>
        </p>
        <progress
          className={classes.bar}
          aria-label={words.scan.label}
          {...(total > 0 ? { value: done, max: total } : {})}
        />
      </div>
      {pause}
      <Button variant="default" size="sm" disabled={cancelling} onClick={onCancel}>
        {cancelling ? words.scan.cancelling : words.scan.cancel}
      </Button>
    </section>
  );
}

function outcomeOf(scan: Exclude<ScanState, { kind: 'running' | 'idle' }>): string {
  if (scan.kind === 'done') return words.scan.done(scan.heard, scan.removed, scan.failed);
  return scan.kind === 'cancelled' ? words.scan.cancelled : words.scan.failed(scan.message);
}
