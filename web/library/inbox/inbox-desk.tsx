import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { TagPlan } from '../../../src/server/library-schema.ts';
import { IconSearch } from '../../icons/icons.ts';
import { words } from '../../language/en/inbox.ts';
import { planInbox } from '../api/tags.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { KeyHints } from '../key-hints.tsx';
import { SelectField } from '../select-field.tsx';
import { type Decisions, decided, type Grouping, grouped, type Row, toWrite } from './decisions.ts';
import { InboxList } from './inbox-list.tsx';
import classes from './inbox-page.module.css';
import { useInbox } from './use-inbox.ts';

interface InboxDeskProps {
  readonly changes: number;
  /** Called with whether the rows have loaded, or failed to. */
  readonly onThere: (isThere: boolean) => void;
  readonly onPlan: (plan: TagPlan) => void;
}

/** Rows to decide on, and what becomes of the decisions. */
export function InboxDesk({ changes, onThere, onPlan }: InboxDeskProps) {
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
  const tickAll = () => {
    const ids = shown.map(({ song }) => song.id);
    setDecisions((old) => decided(old, ids, 'accept'));
  };
  const isThere = rows !== undefined || error !== undefined;
  useEffect(() => onThere(isThere), [isThere, onThere]);
  if (!isThere) return null;
  if (rows?.length === 0 && text === '') return <Empty />;
  return (
    <>
      <Tools text={text} onText={setText} by={by} onBy={setBy} />
      <div className={classes.found}>
        <p role="status">{rows && words.found(total)}</p>
        <KeyHints keys={words.keys} className={classes.keys} />
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
      <DecisionBar
        ticked={chosen.length}
        shown={shown.length}
        planning={planning}
        onTickAll={tickAll}
        onUntickAll={() => setDecisions(new Map())}
        onPlan={() => void look()}
      />
    </>
  );
}

interface ToolsProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly by: Grouping;
  readonly onBy: (by: Grouping) => void;
}

function Tools({ text, onText, by, onBy }: ToolsProps) {
  return (
    <div className={classes.tools}>
      <div className={classes.search}>
        <IconSearch size={18} aria-hidden="true" />
        <input
          type="search"
          aria-label={words.filter}
          placeholder={words.filter}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      </div>
      <SelectField
        label={words.group}
        value={by}
        options={['none', 'album', 'folder'] as const}
        nameOf={(name) => words.groups[name]}
        onValue={onBy}
      />
    </div>
  );
}

interface DecisionBarProps {
  readonly ticked: number;
  readonly shown: number;
  readonly planning: boolean;
  readonly onTickAll: () => void;
  readonly onUntickAll: () => void;
  readonly onPlan: () => void;
}

function DecisionBar({ ticked, shown, planning, onTickAll, onUntickAll, onPlan }: DecisionBarProps) {
  return (
    <section className={classes.bar} data-floats data-empty={ticked === 0} aria-label={words.ticked(ticked)}>
      <p role="status">{words.ticked(ticked)}</p>
      <Button variant="subtle" size="sm" onClick={ticked > 0 ? onUntickAll : onTickAll}>
        {ticked > 0 ? words.untickAll : words.tickAll(shown)}
      </Button>
      <Button variant="filled" size="sm" disabled={ticked === 0 || planning} onClick={onPlan}>
        {planning ? words.planning : words.write}
      </Button>
    </section>
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
