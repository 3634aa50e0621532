import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { strings } from '../language/en/main.ts';
import { Page } from './page.tsx';

/** Catches a page that could not be loaded or drawn; the rest of the application goes on. */
export class PageError extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Page title={strings.error.title} lead={strings.error.lead}>
        <Button mt={28} size="lg" variant="filled" onClick={() => location.reload()}>
          {strings.error.reload}
        </Button>
      </Page>
    );
  }
}
