import { Button } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { LibrarySummary, TagPlan } from '../../../src/server/library-schema.ts';
import { IconSearch } from '../../icons/icons.ts';
import { focusHeading } from '../../shell/router.ts';
import { words } from '../../strings.inbox.ts';
import { planInbox } from '../api/tags.ts';
import { ErrorNotice } from '../error-notice.tsx';
import fields from '../fields.module.css';
import { LibraryFrame } from '../frame.tsx';
import { JobStrip } from '../tagging/job-strip.tsx';
import { Journal } from '../tagging/journal.tsx';
import { PlanView } from '../tagging/plan-view.tsx';
import { useTagJob } from '../tagging/use-tag-job.ts';
import { WritingIsOff } from '../tagging/writing-is-off.tsx';
import { type Decisions, decided, type Grouping, grouped, type Row, toWrite } from './decisions.ts';
import { InboxList } from './inbox-list.tsx';
import classes from './inbox-page.module.css';
import { useInbox } from './use-inbox.ts';

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
          <Desk
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

interface DeskProps {
  readonly changes: number;
  /** Called with whether the rows have loaded, or failed to. */
  readonly onThere: (isThere: boolean) => void;
  readonly onPlan: (plan: TagPlan) => void;
}

function Desk({ changes, onThere, onPlan }: DeskProps) {
  const [text, setText] = useState('');
  const [by, setBy] = useState<Grouping>('none');
  const [decisions, setDecisions] = useState<Decisions>(new Map());
  const [skipped, setSkipped] = useState<ReadonlySet<number>>(new Set());
  const [planning, setPlanning] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const { rows, total, error, more } = useInbox(text, changes);
  const shown = (rows ?? []).filter(({ song }) => !skipped.has(song.id));
  const chosen = toWrite(decisions, shown);
  const look = async () => {
    setPlanning(true);
    setFailure(undefined);
    await planInbox(chosen).then(onPlan, setFailure);
    setPlanning(false);
  };
  const isThere = rows !== undefined || error !== undefined;
  useEffect(() => onThere(isThere), [isThere, onThere]);
  if (!isThere) return null;
  if (rows?.length === 0 && text === '') return <Empty />;
  return (
    <>
      <div className={classes.tools}>
        <div className={classes.search}>
          <IconSearch size={18} aria-hidden="true" />
          <input
            type="search"
            aria-label={words.filter}
            placeholder={words.filter}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <select
          className={fields.select}
          aria-label={words.group}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value as Grouping)}
        >
          {(['none', 'album', 'folder'] as const).map((name) => (
            <option key={name} value={name}>
              {words.groups[name]}
            </option>
          ))}
        </select>
      </div>
      <div className={classes.found}>
        <p role="status">{rows && words.found(total)}</p>
        <p className={classes.keys} aria-hidden="true">
          {words.keys.map(([key, what]) => (
            <span key={key}>
              <kbd>{key}</kbd> {what}
            </span>
          ))}
        </p>
      </div>
      {(error ?? failure) !== undefined && <ErrorNotice error={error ?? failure} />}
      <InboxList
        groups={grouped(shown, by)}
        decisions={decisions}
        onDecide={(ids, action) => setDecisions((old) => decided(old, ids, action))}
        onSkip={(id) => setSkipped((old) => new Set(old).add(id))}
      />
      <Rest
        rows={rows}
        total={total}
        skipped={skipped.size}
        onMore={more}
        onAgain={() => setSkipped(new Set())}
      />
      <section
        className={classes.bar}
        data-floats
        data-empty={chosen.length === 0}
        aria-label={words.ticked(chosen.length)}
      >
        <p role="status">{words.ticked(chosen.length)}</p>
        <Button
          variant="subtle"
          size="sm"
          onClick={() =>
            setDecisions((old) =>
              chosen.length > 0
                ? new Map()
                : decided(
                    old,
                    shown.map(({ song }) => song.id),
                    'accept',
                  ),
            )
          }
        >
          {chosen.length > 0 ? words.untickAll : words.tickAll(shown.length)}
        </Button>
        <Button
          variant="filled"
          size="sm"
          disabled={chosen.length === 0 || planning}
          onClick={() => void look()}
        >
          {planning ? words.planning : words.write}
        </Button>
      </section>
    </>
  );
}

interface RestProps {
  readonly rows: readonly Row[] | undefined;
  readonly total: number;
  readonly skipped: number;
  readonly onMore: () => void;
  readonly onAgain: () => void;
}

/** Notes on songs that are not in the list. */
function Rest({ rows, total, skipped, onMore, onAgain }: RestProps) {
  return (
    <div className={classes.rest}>
      {rows && rows.length < total && (
        <Button variant="default" size="sm" onClick={onMore}>
          {words.more}
        </Button>
      )}
      {skipped > 0 && (
        <Button variant="subtle" size="sm" onClick={onAgain}>
          {words.skipped(skipped)}
        </Button>
      )}
    </div>
  );
}

function Empty() {
  return (
    <section className={classes.empty} role="status">
      <h2>{words.empty}</h2>
      <p>{words.emptyLead}</p>
    </section>
  );
}
