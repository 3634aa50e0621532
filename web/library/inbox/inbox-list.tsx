import { useEffect, useId, useRef, useState } from 'react';
import { words } from '../../language/en/inbox.ts';
import { useStore } from '../../shell/store.ts';
import { player } from '../library-state.ts';
import type { Action, Decisions, Group } from './decisions.ts';
import classes from './inbox-page.module.css';
import { InboxRow, type RowDoing } from './inbox-row.tsx';
import { useInboxActions } from './use-inbox-keys.ts';

interface InboxListProps {
  readonly groups: readonly Group[];
  readonly decisions: Decisions;
  readonly onDecide: (ids: readonly number[], action: Action | undefined) => void;
  readonly onSkip: (id: number) => void;
}

/** The rows, which the keyboard walks along. */
export function InboxList({ groups, decisions, onDecide, onSkip }: InboxListProps) {
  const rows = groups.flatMap((group) => group.rows);
  const [active, setActive] = useState(0);
  const { song: current, status } = useStore(player.state);
  const name = useId();
  const place = Math.min(active, rows.length - 1);
  const go = (row: number) => setActive(Math.max(0, Math.min(rows.length - 1, row)));
  const actions = useInboxActions({ rows, active: place, go, decide: onDecide, skip: onSkip });
  useShown(`${name}${place}`);
  const onDo = (row: number, doing: RowDoing) => {
    setActive(row);
    if (doing === 'untick') actions.tick(row, undefined);
    else if (doing === 'correct') actions.correct(row);
    else if (doing === 'right') actions.keepFile(row);
    else if (doing === 'skip') actions.pass(row);
    else actions.tick(row, doing);
  };
  let first = 0;
  return (
    <section
      className={classes.list}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it has the keys.
      tabIndex={0}
      aria-label={words.list}
      aria-describedby={`${name}help`}
    >
      <p id={`${name}help`} className={classes.help}>
        {words.help}
      </p>
      {groups.map((group) => {
        const start = first;
        first += group.rows.length;
        return (
          <div key={group.name}>
            {group.name !== '' && <GroupHead group={group} decisions={decisions} onDecide={onDecide} />}
            <ul>
              {group.rows.map((row, i) => (
                <InboxRow
                  key={row.song.id}
                  id={`${name}${start + i}`}
                  row={row}
                  place={start + i}
                  active={start + i === place}
                  action={decisions.get(row.song.id)}
                  plays={current?.id === row.song.id && status === 'playing'}
                  onDo={onDo}
                />
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

interface GroupHeadProps extends Pick<InboxListProps, 'decisions' | 'onDecide'> {
  readonly group: Group;
}

function GroupHead({ group: { name, rows }, decisions, onDecide }: GroupHeadProps) {
  const ids = rows.map(({ song }) => song.id);
  return (
    <h2 className={classes.group}>
      <label>
        <input
          type="checkbox"
          aria-label={words.tickGroup(name, ids.length)}
          checked={ids.every((id) => decisions.has(id))}
          onChange={(event) => onDecide(ids, event.currentTarget.checked ? 'accept' : undefined)}
        />
      </label>
      {name} <span>{ids.length}</span>
    </h2>
  );
}

/** The row at hand stays in sight while keys move it. */
function useShown(id: string): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
    isFirst.current = false;
  }, [id]);
}
