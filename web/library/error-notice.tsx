import { Button } from '@mantine/core';
import { words } from '../language/en/library.ts';
import { apiErrorOf } from './api/client.ts';
import classes from './error-notice.module.css';

/** Error message with a retry button. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div className={classes.error} role="alert">
      <p>{apiErrorOf(error).message}</p>
      {onRetry && (
        <Button variant="default" size="sm" onClick={onRetry}>
          {words.error.retry}
        </Button>
      )}
    </div>
  );
}
