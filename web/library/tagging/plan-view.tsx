import { Button } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { TagPlan } from '../../../src/server/library-schema.ts';
import { IconSearch } from '../../icons/icons.ts';
import { words } from '../../language/en/library.ts';
import { getTagPlan } from '../api/tags.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { count } from '../song-words.ts';
import { type Change, ChangeList } from './change-list.tsx';
import classes from './plan-view.module.css';

interface PlanViewProps {
  /** Plan with its first changes. */
  readonly plan: TagPlan;
  readonly writable: boolean;
  readonly onWrite: () => void;
}

const CHANGES_A_REQUEST = 500;

/** Planned changes: each file as it is, and as it would be. */
export function PlanView({ plan, writable, onWrite }: PlanViewProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const { changes, error } = useAllChanges(plan);
  const wanted = text.trim().toLowerCase();
  const shown = wanted === '' ? changes : changes.filter((change) => wordsOf(change).includes(wanted));
  if (plan.total === 0) {
    return (
      <section className={classes.nothing} role="status">
        <h2>{words.tags.none}</h2>
        <p>{words.tags.noneLead}</p>
        <Skipped plan={plan} />
      </section>
    );
  }
  return (
    <section>
      <div className={classes.head}>
        <div role="status">
          <h2>{words.tags.changes(plan.total)}</h2>
        </div>
        {writable && (
          <Button variant="filled" size="md" onClick={() => dialog.current?.showModal()}>
            {words.tags.write(plan.total)}
          </Button>
        )}
      </div>
      <Skipped plan={plan} />
      <div className={classes.search}>
        <IconSearch size={18} aria-hidden="true" />
        <input
          type="search"
          aria-label={words.tags.filter}
          placeholder={words.tags.filter}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      {error !== undefined && <ErrorNotice error={error} />}
      <ChangeList changes={shown} />
      <Confirm dialog={dialog} total={plan.total} onWrite={onWrite} />
    </section>
  );
}

function Skipped({ plan: { skipped } }: { plan: TagPlan }) {
  if (skipped.length === 0) return null;
  const parts = skipped.map(({ reason, files }) => `${count(files)} ${words.tags.reason(reason)}`);
  return (
    <p className={classes.skipped}>
      {words.tags.skipped}: {parts.join(', ')}.
    </p>
  );
}

interface ConfirmProps {
  readonly dialog: RefObject<HTMLDialogElement | null>;
  readonly total: number;
  readonly onWrite: () => void;
}

function Confirm({ dialog, total, onWrite }: ConfirmProps) {
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby="confirm-tags">
      <h2 id="confirm-tags">{words.tags.confirmTitle(total)}</h2>
      <p>{words.tags.confirm}</p>
      <div className={classes.buttons}>
        <Button variant="default" size="md" onClick={close}>
          {words.tags.confirmNo}
        </Button>
        <Button
          variant="filled"
          size="md"
          onClick={() => {
            close();
            onWrite();
          }}
        >
          {words.tags.confirmYes}
        </Button>
      </div>
    </dialog>
  );
}

/** The plan's first changes came with it; the others follow. */
function useAllChanges(plan: TagPlan): { changes: readonly Change[]; error: unknown } {
  const [changes, setChanges] = useState<readonly Change[]>(plan.changes);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      for (let have = plan.changes.length; have > 0 && have < plan.total; ) {
        const page = await getTagPlan(plan.id, have, CHANGES_A_REQUEST, stop.signal);
        if (page.changes.length === 0) return;
        have += page.changes.length;
        setChanges((old) => [...old, ...page.changes]);
      }
    };
    load().catch((error) => {
      if (!stop.signal.aborted) setError(error);
    });
    return () => stop.abort();
  }, [plan]);
  return { changes, error };
}

function wordsOf({ file, before, after }: Change): string {
  return [file.name, ...before.genres, ...after.genres].join('\n').toLowerCase();
}
