import { lazy, Suspense } from 'react';
import { useStore } from '../shell/store.ts';
import { useEver } from '../shell/use-ever.ts';
import { asked, notice } from './asking.ts';

const Corrections = lazy(async () => ({ default: (await import('./corrections.tsx')).Corrections }));

/** The chooser of genres and what came of it, on every page, from the first question on. */
export function CorrectionsPlace() {
  const question = useStore(asked);
  const told = useStore(notice);
  const needed = useEver(question !== undefined || told !== undefined);
  return <Suspense>{needed && <Corrections />}</Suspense>;
}
