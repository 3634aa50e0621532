import { Button } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { LibrarySummary, TagPlan } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/inbox.ts';
import { focusHeading } from '../../shell/router.ts';
import { LibraryFrame } from '../frame.tsx';
import { JobStrip } from '../tagging/job-strip.tsx';
import { Journal } from '../tagging/journal.tsx';
import { PlanView } from '../tagging/plan-view.tsx';
import { useTagJob } from '../tagging/use-tag-job.ts';
import { WritingIsOff } from '../tagging/writing-is-off.tsx';
import { InboxDesk } from './inbox-desk.tsx';
import classes from './inbox-page.module.css';

interface InboxPageProps {
  readonly path: string;
  readonly strip: ReactNode;
  readonly summary: LibrarySummary;
  readonly changes: number;
}

/** Inbox page: songs whose tags disagree with the prediction, one after another. */
export function InboxPage({ path, strip, summary, changes }: InboxPageProps) {
  const [written, setWritten] = useState(0);
  const [isThere, setIsThere] = useState(false);
  const [plan, setPlan] = useState<TagPlan>();
  const onEnd = useCallback(() => {
    // What had the focus goes.
    focusHeading();
    setPlan(undefined);
    setWritten((count) => count + 1);
  }, []);
  const [job, controls] = useTagJob(onEnd);
  const changesBegin = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that asked for them is hidden, and the focus with it.
    if (plan) changesBegin.current?.querySelector('button')?.focus();
  }, [plan]);
  return (
    <LibraryFrame title={words.title} path={path} lead={words.lead}>
      {strip}
      {!summary.writable && <WritingIsOff />}
      <JobStrip job={job} onCancel={controls.cancel} />
      {plan && job.kind !== 'running' && (
        <div ref={changesBegin}>
          <Button variant="subtle" onClick={() => setPlan(undefined)}>
            {words.back}
          </Button>
          <PlanView plan={plan} writable={summary.writable} onWrite={() => controls.write(plan.id)} />
        </div>
      )}
      {/* Nothing below moves when the rows come. */}
      <div className={classes.whole} aria-busy={!isThere}>
        {/* It keeps what was ticked while the plan is looked at. */}
        <div hidden={plan !== undefined}>
          <InboxDesk
            key={written}
            changes={changes + written}
            onThere={setIsThere}
            onPlan={(made) => {
              controls.dismiss();
              setPlan(made);
            }}
          />
        </div>
        {isThere && (
          <div className={classes.journal}>
            <Journal
              version={written}
              busy={job.kind === 'running'}
              writable={summary.writable}
              onUndo={controls.undo}
            />
          </div>
        )}
      </div>
    </LibraryFrame>
  );
}
