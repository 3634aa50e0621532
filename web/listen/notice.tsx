import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconX } from '../icons/icons.ts';
import { strings } from '../language/en/main.ts';
import classes from './notice.module.css';

interface NoticeProps {
  readonly children: ReactNode;
  /** A button that helps. */
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
}

/** One line the listener should know, above everything else. */
export function Notice({ children, action, onDismiss }: NoticeProps) {
  return (
    <div className={classes.notice} role="status">
      <span>{children}</span>
      {action}
      {onDismiss && (
        <ActionIcon variant="subtle" size={32} aria-label={strings.dismiss} onClick={onDismiss}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </div>
  );
}
