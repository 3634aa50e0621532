import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { Reanalysis } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { pauseReanalysis } from '../api/scans.ts';
import classes from './scan-strip.module.css';

interface ReanalysisStripProps {
  readonly reanalysis: Reanalysis;
  readonly mayPause: boolean;
  /** Asks the server how far it has come. */
  readonly refresh: () => void;
}

const REFRESH_MS = 5000;

/** Progress of the reanalysis with a newer version, with a pause button. */
export function ReanalysisStrip({ reanalysis, mayPause, refresh }: ReanalysisStripProps) {
  const { done, total, paused } = reanalysis;
  useEffect(() => {
    if (paused) return;
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [paused, refresh]);
  return (
    <section className={classes.strip} aria-label={words.reanalysis.label}>
      <div className={classes.running}>
        <p className={classes.words}>
          <strong>
            {paused ? words.reanalysis.paused(done, total) : words.reanalysis.progress(done, total)}
          </strong>
        </p>
        <progress className={classes.bar} aria-label={words.reanalysis.label} value={done} max={total} />
      </div>
      {mayPause && (
        <Button variant="default" size="sm" onClick={() => pauseReanalysis(!paused).then(refresh, refresh)}>
          {paused ? words.reanalysis.goOn : words.reanalysis.pause}
        </Button>
      )}
    </section>
  );
}
