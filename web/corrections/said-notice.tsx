import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { IconX } from '../icons/icons.ts';
import { useStore } from '../shell/store.ts';
import { words } from '../strings.corrections.ts';
import { type Notice, notice, takeBack } from './asking.ts';
import classes from './said-notice.module.css';

const STAYS_MS = 12_000;
/** Time that the notice stays when there is nothing to undo. */
const UNDONE_STAYS_MS = 5000;

/** Notice of the last label, with undo. */
export function SaidNotice() {
  const said = useStore(notice);
  useEffect(() => {
    if (!said || said.kind === 'saying' || said.kind === 'failed') return;
    const timer = setTimeout(
      () => notice.set(undefined),
      said.kind === 'undone' ? UNDONE_STAYS_MS : STAYS_MS,
    );
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div className={classes.place} role="status">
      {said && (
        <div className={classes.notice}>
          <p>{textOf(said)}</p>
          {said.kind === 'said' && (
            <Button size="sm" variant="default" onClick={() => void takeBack(said.undo)}>
              {words.undo}
            </Button>
          )}
          {said.kind !== 'saying' && (
            <button
              type="button"
              className={classes.close}
              aria-label={words.dismiss}
              onClick={() => notice.set(undefined)}
            >
              <IconX size={17} aria-hidden="true" />
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function textOf(said: Notice): string {
  if (said.kind === 'said') return said.text;
  if (said.kind === 'failed') return said.message;
  return said.kind === 'undone' ? words.undone : words.saying;
}
