import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { IconX } from '../icons/icons.ts';
import { words } from '../language/en/corrections.ts';
import { useStore } from '../shell/store.ts';
import classes from './label-notice.module.css';
import { type Notice, notice, undoLabel } from './label-state.ts';

const STAYS_MS = 12_000;
/** Time that the notice stays when there is nothing to undo. */
const UNDONE_STAYS_MS = 5000;

/** Notice of the last label, with undo. */
export function LabelNotice() {
  const shown = useStore(notice);
  useEffect(() => {
    if (!shown || shown.kind === 'saving' || shown.kind === 'failed') return;
    const timer = setTimeout(
      () => notice.set(undefined),
      shown.kind === 'undone' ? UNDONE_STAYS_MS : STAYS_MS,
    );
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div className={classes.place} role="status">
      {shown && (
        <div className={classes.notice}>
          <p>{textOf(shown)}</p>
          {shown.kind === 'saved' && (
            <Button size="sm" variant="default" onClick={() => void undoLabel(shown.undo)}>
              {words.undo}
            </Button>
          )}
          {shown.kind !== 'saving' && (
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

function textOf(shown: Notice): string {
  if (shown.kind === 'saved') return shown.text;
  if (shown.kind === 'failed') return shown.message;
  return shown.kind === 'undone' ? words.undone : words.saying;
}
