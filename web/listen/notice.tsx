import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { strings } from '../strings.ts';
import classes from './notice.module.css';

/** One line the listener should know, above everything else. */
export function Notice({ children, onDismiss }: { children: ReactNode; onDismiss?: () => void }) {
  return (
    <div className={classes.notice} role="status">
      <span>{children}</span>
      {onDismiss && (
        <ActionIcon variant="subtle" size={32} aria-label={strings.dismiss} onClick={onDismiss}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </div>
  );
}
