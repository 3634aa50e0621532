import { Page } from '../shell/page.tsx';

export function HowItWorks() {
  return <Page title="How it works" />;
}
