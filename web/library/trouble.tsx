import { Button } from '@mantine/core';
import { words } from '../strings.library.ts';
import { troubleOf } from './api.ts';
import classes from './trouble.module.css';

/** What could not be had, and a way to ask again. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div className={classes.trouble} role="alert">
      <p>{troubleOf(error).message}</p>
      {onRetry && (
        <Button variant="default" size="sm" onClick={onRetry}>
          {words.trouble.retry}
        </Button>
      )}
    </div>
  );
}
